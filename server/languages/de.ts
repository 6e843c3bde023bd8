import type { Catalogue } from './catalogue.ts'

export const de: Catalogue = {
  title: 'Gästebuch',
  intro:
    'Schön, dass du da bist. Lass ein paar Worte hier: einen Gruß, eine Erinnerung, was dir gerade durch den Kopf geht.',
  anonymous: 'Ein Gast',
  empty: 'Die erste Seite ist noch leer. Magst du den Anfang machen?',
  nothingOlder: 'Ältere Einträge gibt es nicht.',
  showAll: 'Alles anzeigen',
  showLess: 'Weniger anzeigen',
  reply: 'Antwort der Gastgeber',
  edited: 'bearbeitet',
  pinned: 'angeheftet',
  owner: 'Gastgeber',
  older: 'Ältere Einträge',
  newest: 'Zurück zu den neuesten Einträgen',
  firstPage: (date) => `Die erste Seite, ${date}`,
  newer: 'Neuere Einträge',
  first: 'Die erste Seite',
  day: 'Zu einem Tag',
  go: 'Aufschlagen',
  around: 'Im Buch ansehen',
  languages: 'Sprache',
  feed: 'Diesem Buch folgen',
  form: {
    message: 'Deine Nachricht',
    name: 'Dein Name, wenn du magst',
    leaveEmpty: 'Bitte leer lassen',
    submit: 'Ins Buch eintragen',
  },
  problems: {
    title: 'Bitte prüfen',
    messageEmpty: 'Schreib bitte zuerst ein paar Worte.',
    messageTooLong: (length, limit) =>
      `Das ist zu lang: ${length} Zeichen, Platz ist für ${limit}. Magst du es kürzen?`,
    nameTooLong: (length, limit) => `Der Name hat ${length} Zeichen, Platz ist für ${limit}.`,
    messageFarTooLong: (limit) => `Das ist viel zu lang: ${limit} Zeichen passen hinein. Geht es kürzer?`,
    nameFarTooLong: (limit) => `Der Name ist viel zu lang: ${limit} Zeichen passen hinein. Geht es kürzer?`,
    nameReserved: 'So heißen die Gastgeber dieses Buchs. Bitte unterschreib mit einem anderen Namen.',
    tooManyMarks: (limit) =>
      `Ein Buchstabe trägt hier mehr als ${limit} kombinierende Zeichen (Akzente und Ähnliches). Geht es mit weniger?`,
    characterTooLong: (limit) =>
      `Ein Zeichen ist hier aus mehr als ${limit} Teilen zusammengesetzt. Geht es mit einem einfacheren?`,
    entryTooLarge: (size, limit) =>
      `Das belegt ${size} KB, und in einen Eintrag passen ${limit} KB. Geht es kürzer oder mit weniger Emojis?`,
    notUtf8:
      'Einige Zeichen waren nicht lesbar; sie erscheinen als �. Bitte berichtige sie und schick es noch einmal ab.',
    tooLarge: 'Das ist weit mehr, als in einen Eintrag passt. Magst du es kürzen?',
    malformed: 'Das Formular ist nicht richtig angekommen. Bitte versuch es noch einmal.',
    crossSite:
      'Das kam anscheinend von einer anderen Website und wurde nicht eingetragen. Wenn es von dir ist, trag dich bitte hier ein.',
    tooManyPosts: (wait) =>
      `Von hier kommen gerade viele Einträge. Bitte warte ${wait} und schick deinen dann noch einmal ab: Er ist noch da.`,
    bookLimit: (wait) =>
      `Für heute ist das Buch voll. In ${wait} nimmt es wieder Einträge an. Deine Worte sind noch da.`,
    notWritten:
      'Gerade lässt sich nichts ins Buch eintragen. Deine Worte sind noch da; versuch es bitte gleich noch einmal.',
    maybeWritten:
      'Wir wissen nicht sicher, ob dein Eintrag gespeichert wurde; vielleicht erscheint er noch. Du kannst ihn unverändert noch einmal abschicken: Doppelt erscheint er nicht.',
    maybeWrittenLook:
      'Wir wissen nicht sicher, ob dein Eintrag gespeichert wurde; vielleicht erscheint er noch. Sieh bitte nach, bevor du ihn noch einmal abschickst.',
    closed:
      'Das Buch nimmt keine neuen Einträge mehr an, deshalb wurde deiner nicht eingetragen. Deine Worte sind noch da.',
    closedUntil: (time) =>
      `Das Buch ist bis ${time} geschlossen, deshalb wurde dein Eintrag nicht aufgenommen. Deine Worte sind noch da.`,
    waitingFull:
      'Gerade warten sehr viele Einträge auf Freigabe, deshalb wurde deiner nicht aufgenommen. Deine Worte sind noch da; versuch es bitte später noch einmal.',
    gone: 'Dieser Eintrag steht nicht mehr im Buch.',
    byAnother: 'Nur der Browser, in dem dieser Eintrag geschrieben wurde, kann ihn ändern oder zurücknehmen.',
    tooLate: 'Ein Eintrag lässt sich nur kurze Zeit nach dem Schreiben ändern, und diese Zeit ist vorbei.',
    notWaiting: 'Dieser Eintrag wartet nicht mehr: Er wurde zurückgezogen, oder es wurde über ihn entschieden.',
    replied: 'Auf diesen Eintrag wurde schon geantwortet; er lässt sich nicht mehr ändern.',
  },
  notices: {
    readOnly:
      'Im Moment kann man das Buch nur lesen. Versuchen kannst du es trotzdem: Klappt es nicht, bleiben deine Worte hier stehen.',
    fromMemory: (since) => `Du siehst das Buch mit Stand vom ${since}. Neuere Einträge folgen in Kürze.`,
    closed: 'Im Moment nimmt das Buch keine neuen Einträge an. Lesen kannst du es gern.',
    opensOn: (time) => `Es öffnet am ${time}.`,
  },
  own: {
    waiting: 'Wartet noch auf Freigabe',
    thanks: 'Danke! Dein Eintrag erscheint, sobald er freigegeben ist.',
    withdraw: 'Zurückziehen',
    change: 'Ändern',
    takeBack: 'Zurücknehmen',
    changeTitle: 'Deinen Eintrag ändern',
    save: 'Änderung speichern',
    cancel: 'So lassen',
    takeBackTitle: 'Deinen Eintrag zurücknehmen?',
    takeBackText: 'Er verschwindet dann endgültig aus dem Buch.',
    takeBackConfirm: 'Ja, zurücknehmen',
    takenBack: 'Dein Eintrag ist zurückgenommen.',
    keep: 'Stehen lassen',
    title: 'Dein Eintrag',
  },
  errors: {
    400: { title: 'Das haben wir nicht verstanden', text: 'An der Adresse oder der Anfrage stimmt etwas nicht.' },
    403: {
      title: 'Das ist nicht erlaubt',
      text: 'Es wurde von einer anderen Website abgeschickt und deshalb nicht angenommen.',
    },
    404: {
      title: 'Diese Seite gibt es nicht',
      text: 'Vielleicht wurde sie entfernt, oder in der Adresse ist ein Tippfehler.',
    },
    405: { title: 'Das geht hier nicht', text: 'Diese Adresse lässt sich so nicht verwenden.' },
    410: { title: 'Diesen Eintrag gibt es nicht mehr', text: 'Er stand im Buch und wurde herausgenommen.' },
    413: { title: 'Das ist zu viel auf einmal', text: 'Was abgeschickt wurde, ist größer, als ein Eintrag sein darf.' },
    415: {
      title: 'Das können wir nicht lesen',
      text: 'Es wurde in einem Format abgeschickt, das das Buch nicht versteht.',
    },
    421: { title: 'Das Gästebuch hat eine andere Adresse', text: 'Hier ist es zu finden:' },
    429: {
      title: 'Bitte etwas langsamer',
      text: 'Von hier kommen gerade viele Anfragen. Versuch es in einer Minute noch einmal.',
    },
    500: {
      title: 'Da ist etwas schiefgegangen',
      text: 'Der Fehler liegt bei uns, nicht bei dir. Versuch es bitte gleich noch einmal.',
    },
    503: {
      title: 'Das Buch ist kurz geschlossen',
      text: 'Es ist gerade nicht erreichbar. Verloren ist nichts; schau bitte gleich noch einmal vorbei.',
    },
    busy: {
      title: 'Gerade ist hier sehr viel los',
      text: 'Bitte versuch es in ein paar Sekunden noch einmal. Wenn du gerade geschrieben hast, geh zurück: Dein Text sollte noch da sein.',
    },
  },
  back: 'Zurück zum Gästebuch',
  requestId: 'Wenn du den Fehler meldest, nenne bitte diesen Code:',
  script: {
    entries: { one: '{n} Eintrag', other: '{n} Einträge' },
    newEntries: { one: '{n} neuer Eintrag', other: '{n} neue Einträge' },
    charactersLeft: { one: 'Noch {n} Zeichen', other: 'Noch {n} Zeichen' },
    charactersOver: { one: '{n} Zeichen zu viel', other: '{n} Zeichen zu viel' },
    justNow: 'gerade eben',
    entryBy: 'Eintrag von {name}, {time}',
    sending: 'Wird abgeschickt …',
    signed: 'Danke! Dein Eintrag steht im Buch.',
    draftRestored: 'Hier ist, was du angefangen hattest.',
    disconnected: 'Die Verbindung ist unterbrochen. Neue Einträge erscheinen, sobald sie wieder steht.',
    offline: 'Du bist offline. Dein Eintrag wird abgeschickt, sobald du wieder verbunden bist.',
    notSent: 'Noch keine Antwort, wir versuchen es weiter. Deine Worte sind noch da.',
    retry: 'Noch einmal versuchen',
    unconfirmed: 'noch nicht bestätigt',
    loading: 'Wird geladen …',
  },
}
