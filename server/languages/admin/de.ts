import type { AdminCatalogue } from './catalogue.ts'
import { de as entries } from './entries/de.ts'
import { de as picture } from './picture/de.ts'
import { de as settings } from './settings/de.ts'

export const de: AdminCatalogue = {
  roles: { owner: 'Inhaber', moderator: 'Mithilfe' },
  navigation: {
    label: 'Seiten zur Verwaltung',
    start: 'Wartend',
    entries: 'Einträge',
    log: 'Protokoll',
    people: 'Personen',
    sign: 'Eintragen',
    settings: 'Einstellungen',
    occasion: 'Anlass',
    book: 'Zum Buch',
  },
  signedInAs: (name) => `Angemeldet als ${name}`,
  leave: 'Abmelden',
  notEncrypted:
    'Diese Verbindung ist nicht verschlüsselt: Andere im selben Netz könnten mitlesen und sich für dich ausgeben. Nutze ein Netz, dem du vertraust, oder gib dem Buch eine HTTPS-Adresse.',
  lastKnown:
    'Die Datenbank antwortet gerade nicht. Du siehst, was zuletzt bekannt war. Ändern kannst du erst wieder etwas, wenn sie zurück ist.',
  hello: (name) => `Hallo, ${name}`,
  entries,
  enter: {
    link: {
      title: 'Kümmere dich um das Buch',
      text: 'Dieser Link meldet ein Gerät an, und das nur einmal. Drück auf den Knopf, um dich hier anzumelden.',
    },
    button: 'Auf diesem Gerät anmelden',
    how: {
      title: 'Für alle, die das Buch führen',
      text: 'Hinein kommst du mit einem Link. Wer schon als Inhaber angemeldet ist, erstellt einen unter „Personen“. Wer das Gästebuch betreibt, erstellt ihn dort, wo es läuft:',
    },
    command: 'Im Terminal',
    alreadyIn: 'Hier schon angemeldet? Weiter zur Verwaltung',
    left: 'Du bist auf diesem Gerät abgemeldet.',
    refused: {
      title: 'Dieser Link gilt nicht (mehr)',
      text: 'Ein Link meldet ein einziges Gerät an und gilt 15 Minuten. Dieser ist verbraucht, abgelaufen oder nicht vollständig kopiert. Lass dir bitte einen neuen geben.',
    },
    tooMany: {
      title: 'Dieser Link gilt nicht',
      text: 'In der letzten Minute wurden viele falsche Links versucht. Ein richtiger gilt trotzdem: Prüfe bitte, ob deiner vollständig kopiert ist, oder lass dir einen neuen geben.',
    },
  },
  people: {
    title: 'Personen',
    text: 'Inhaber dürfen alles. Wer mithilft, entscheidet über Einträge.',
    you: 'du',
    thisDevice: 'dieses Gerät',
    unknownDevice: 'Unbekanntes Gerät',
    lastSeen: (time) => `zuletzt gesehen am ${time}`,
    noDevices: 'Auf keinem Gerät angemeldet.',
    endSession: 'Gerät abmelden',
    endAll: 'Überall abmelden',
    remove: 'Entfernen',
    anotherDevice: 'Link für ein weiteres Gerät',
    invite: {
      title: 'Jemanden hereinlassen',
      name: 'Vorname oder Rufname',
      role: 'Aufgabe',
      button: 'Link erstellen',
      empty: 'Gib bitte einen Namen an, damit du später weißt, wer es war.',
      unusable: 'Dieser Name geht leider nicht. Nimm bitte einen kürzeren oder einfacheren.',
      taken:
        'Diesen Namen trägt schon jemand mit einer anderen Aufgabe. Nimm bitte einen anderen, oder entferne zuerst diese Person.',
    },
    link: {
      title: (name) => `Ein Link für ${name}`,
      text: 'Er meldet ein einziges Gerät an und gilt 15 Minuten. Öffne ihn dort, oder halte die Kamera auf den Code. Zeig ihn sonst niemandem: Wer ihn zuerst öffnet, ist drin.',
      code: 'Der Link als QR-Code',
    },
    done: {
      ended: 'Dieses Gerät ist abgemeldet.',
      'signed-out': 'Überall abgemeldet. Noch nicht benutzte Links gelten nicht mehr.',
      removed: 'Entfernt und überall abgemeldet.',
      gone: 'Das war schon erledigt.',
    },
  },
  sign: {
    title: 'Als Gastgeber eintragen',
    text: (name) => `Dein Eintrag ist mit „${name}“ gezeichnet, trägt das Zeichen der Gastgeber und erscheint sofort.`,
    message: 'Dein Eintrag',
    button: 'Ins Buch schreiben',
    done: 'Dein Eintrag steht im Buch.',
  },
  settings,
  picture,
  occasion: {
    title: 'Für den Anlass',
    text: 'Was hilft, wenn viele zusammenkommen: bei einer Hochzeit, im Museum, im Verein.',
  },
  problems: {
    'signed-out': {
      title: 'Du bist nicht angemeldet',
      text: 'Es wurde nichts geändert. Melde dich bitte mit einem neuen Link an.',
    },
    'owners-only': {
      title: 'Das dürfen nur Inhaber',
      text: 'Du bist zum Mithelfen angemeldet. Frag bitte einen Inhaber.',
    },
    'cross-site': {
      title: 'Das kam nicht von hier',
      text: 'Es kam anscheinend von einer anderen Website, deshalb wurde nichts geändert. Wenn du es warst, mach es bitte auf der Seite zur Verwaltung.',
    },
    stale: {
      title: 'Diese Seite war zu alt',
      text: 'Sie wurde geöffnet, bevor du dich zuletzt angemeldet hast, deshalb wurde nichts geändert. Öffne sie bitte neu und versuch es noch einmal.',
    },
    unreachable: {
      title: 'Die Verwaltung ist kurz geschlossen',
      text: 'Die Datenbank, die weiß, wer was darf, antwortet nicht. Es wurde nichts geändert; versuch es bitte gleich noch einmal.',
    },
    'not-written': {
      title: 'Es wurde nichts gespeichert',
      text: 'Die Datenbank nimmt gerade keine Änderungen an. Versuch es bitte gleich noch einmal.',
    },
    uncertain: {
      title: 'Vielleicht wurde das nicht ausgeführt',
      text: 'Die Datenbank hat es nicht rechtzeitig bestätigt. Sieh bitte nach, ob es geschehen ist, bevor du es noch einmal versuchst.',
    },
  },
  back: 'Zur Verwaltung',
}
