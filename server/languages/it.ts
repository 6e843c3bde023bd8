import type { Catalogue } from './catalogue.ts'

export const it: Catalogue = {
  title: 'Libro degli ospiti',
  intro: 'Che bello averti qui. Lascia due parole: un saluto, un ricordo, quello che ti passa per la testa.',
  anonymous: 'Un ospite',
  empty: 'La prima pagina è ancora bianca. Vuoi cominciare tu?',
  nothingOlder: 'Non ci sono messaggi precedenti.',
  showAll: 'Mostra tutto',
  showLess: 'Mostra meno',
  reply: 'Risposta di chi tiene il libro',
  edited: 'modificato',
  pinned: 'in evidenza',
  owner: 'responsabile',
  older: 'Messaggi precedenti',
  newest: 'Torna ai messaggi più recenti',
  firstPage: (date) => `La prima pagina, ${date}`,
  newer: 'Messaggi più recenti',
  first: 'La prima pagina',
  day: 'Vai a un giorno',
  go: 'Apri',
  around: 'Vedi nel libro',
  languages: 'Lingua',
  feed: 'Segui questo libro',
  form: {
    message: 'Il tuo messaggio',
    name: 'Il tuo nome, se vuoi',
    leaveEmpty: 'Lascia vuoto questo campo',
    submit: 'Firma il libro',
  },
  problems: {
    title: 'Da controllare',
    messageEmpty: 'Scrivi prima due parole.',
    messageTooLong: (length, limit) =>
      `È troppo lungo: sono ${length} caratteri, e c’è posto per ${limit}. Riesci ad accorciarlo?`,
    nameTooLong: (length, limit) => `Il nome ha ${length} caratteri, e c’è posto per ${limit}.`,
    messageFarTooLong: (limit) => `È davvero troppo lungo: c’è posto per ${limit} caratteri. Riesci ad accorciarlo?`,
    nameFarTooLong: (limit) =>
      `Il nome è davvero troppo lungo: c’è posto per ${limit} caratteri. Riesci ad accorciarlo?`,
    nameReserved: 'È il nome di chi tiene questo libro. Firma con un altro nome, per favore.',
    tooManyMarks: (limit) =>
      `Una lettera qui porta più di ${limit} segni sovrapposti (accenti e simili). Puoi toglierne qualcuno?`,
    characterTooLong: (limit) => `Un carattere qui è composto da più di ${limit} parti. Puoi usarne uno più semplice?`,
    entryTooLarge: (size, limit) =>
      `Occupa ${size} KB, e in un messaggio c’è posto per ${limit} KB. Puoi accorciarlo o usare meno emoji?`,
    notUtf8: 'Alcuni caratteri non sono leggibili e appaiono come �. Correggili e invia di nuovo, per favore.',
    tooLarge: 'È molto più di quanto possa stare in un messaggio. Riesci ad accorciarlo?',
    malformed: 'Il modulo non è arrivato come doveva. Riprova, per favore.',
    crossSite: 'Sembra arrivare da un altro sito, quindi non è stato aggiunto. Se è tuo, scrivilo qui.',
    tooManyPosts: (wait) =>
      `Stanno arrivando molti messaggi da qui. Aspetta ${wait} e invia di nuovo il tuo: è ancora qui.`,
    bookLimit: (wait) =>
      `Le pagine di oggi sono piene. Il libro accoglierà nuovi messaggi tra ${wait}. Le tue parole sono ancora qui.`,
    notWritten: 'Al momento non si può scrivere nel libro. Le tue parole sono ancora qui: riprova tra poco.',
    maybeWritten:
      'Non sappiamo con certezza se il tuo messaggio è stato salvato; forse apparirà tra poco. Puoi inviarlo di nuovo così com’è: non comparirà due volte.',
    maybeWrittenLook:
      'Non sappiamo con certezza se il tuo messaggio è stato salvato; forse apparirà tra poco. Controlla se c’è prima di inviarlo di nuovo.',
    closed:
      'Il libro non accoglie più nuovi messaggi, quindi il tuo non è stato aggiunto. Le tue parole sono ancora qui.',
    // No article fits all days ("il 1º", "l’8"), so the time stands apart.
    closedUntil: (time) =>
      `Il libro è chiuso (riapre: ${time}), quindi il tuo messaggio non è stato aggiunto. Le tue parole sono ancora qui.`,
    waitingFull:
      'Moltissimi messaggi aspettano di essere letti, quindi il tuo non è stato aggiunto. Le tue parole sono ancora qui: riprova più tardi.',
    gone: 'Questo messaggio non è più nel libro.',
    byAnother: 'Solo il browser in cui è stato scritto questo messaggio può modificarlo o eliminarlo.',
    tooLate: 'Un messaggio si può modificare solo poco dopo averlo scritto, e quel tempo è passato.',
    notWaiting: 'Questo messaggio non è più in attesa: è stato ritirato, oppure è già stato valutato.',
    replied: 'Questo messaggio ha già ricevuto una risposta, quindi non si può più modificare.',
  },
  notices: {
    readOnly:
      'In questo momento il libro si può solo leggere. Puoi provare lo stesso: se non funziona, le tue parole restano qui.',
    fromMemory: (since) =>
      `Questo è il libro com’era qualche tempo fa (${since}). I messaggi più recenti arriveranno presto.`,
    closed: 'In questo momento il libro non accoglie nuovi messaggi. Puoi sfogliarlo quanto vuoi.',
    opensOn: (time) => `Apertura: ${time}.`,
  },
  own: {
    waiting: 'In attesa di essere letto da chi tiene il libro',
    thanks: 'Grazie! Chi tiene il libro leggerà il tuo messaggio prima che appaia.',
    withdraw: 'Ritira',
    change: 'Modifica',
    takeBack: 'Elimina',
    changeTitle: 'Modifica il tuo messaggio',
    save: 'Salva la modifica',
    cancel: 'Lascialo com’è',
    takeBackTitle: 'Eliminare il tuo messaggio?',
    takeBackText: 'Sparirà dal libro per sempre.',
    takeBackConfirm: 'Sì, eliminalo',
    takenBack: 'Il tuo messaggio è stato eliminato.',
    keep: 'Tienilo',
    title: 'Il tuo messaggio',
  },
  errors: {
    400: { title: 'Non abbiamo capito', text: 'C’è qualcosa che non va nell’indirizzo o nella richiesta.' },
    403: { title: 'Non è permesso', text: 'È stato inviato da un altro sito, quindi non è stato accettato.' },
    404: { title: 'Questa pagina non esiste', text: 'Forse è stata tolta, oppure c’è un errore nell’indirizzo.' },
    405: { title: 'Qui non funziona', text: 'Questo indirizzo non si può usare in questo modo.' },
    410: { title: 'Questo messaggio non c’è più', text: 'Era nel libro ed è stato tolto.' },
    413: {
      title: 'È troppo in una volta',
      text: 'Quello che è stato inviato è più grande di quanto un messaggio possa essere.',
    },
    415: { title: 'Non riusciamo a leggerlo', text: 'È stato inviato in un formato che il libro non capisce.' },
    421: { title: 'Il libro degli ospiti ha un altro indirizzo', text: 'Lo trovi qui:' },
    429: {
      title: 'Un po’ più piano, per favore',
      text: 'Stanno arrivando molte richieste da qui. Riprova tra un minuto.',
    },
    500: { title: 'Qualcosa è andato storto', text: 'La colpa è nostra, non tua. Riprova tra poco.' },
    503: {
      title: 'Il libro è chiuso per un attimo',
      text: 'Al momento non è raggiungibile. Niente è andato perso: torna tra poco.',
    },
    busy: {
      title: 'C’è moltissima gente in questo momento',
      text: 'Riprova tra qualche secondo. Se stavi scrivendo, torna indietro: il tuo testo dovrebbe essere ancora lì.',
    },
  },
  back: 'Torna al libro degli ospiti',
  requestId: 'Se lo segnali, indica questo codice:',
  script: {
    entries: { one: '{n} messaggio', many: '{n} di messaggi', other: '{n} messaggi' },
    newEntries: { one: '{n} nuovo messaggio', many: '{n} di nuovi messaggi', other: '{n} nuovi messaggi' },
    charactersLeft: {
      one: 'Ancora {n} carattere',
      many: 'Ancora {n} di caratteri',
      other: 'Ancora {n} caratteri',
    },
    charactersOver: {
      one: '{n} carattere di troppo',
      many: '{n} di caratteri di troppo',
      other: '{n} caratteri di troppo',
    },
    justNow: 'proprio ora',
    entryBy: 'Messaggio di {name}, {time}',
    sending: 'Invio in corso…',
    signed: 'Grazie! Il tuo messaggio è nel libro.',
    draftRestored: 'Ecco quello che avevi cominciato a scrivere.',
    disconnected: 'Connessione persa. I nuovi messaggi appariranno appena torna.',
    offline: 'Non c’è connessione. Il tuo messaggio partirà appena torna.',
    notSent: 'Ancora nessuna risposta, continuiamo a provare. Le tue parole sono ancora qui.',
    retry: 'Riprova',
    unconfirmed: 'non ancora confermato',
    loading: 'Caricamento…',
  },
}
