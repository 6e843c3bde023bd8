import type { AdminCatalogue } from './catalogue.ts'
import { it as entries } from './entries/it.ts'
import { it as picture } from './picture/it.ts'
import { it as settings } from './settings/it.ts'

export const it: AdminCatalogue = {
  roles: { owner: 'Responsabile', moderator: 'Moderazione' },
  navigation: {
    label: 'Pagine di gestione',
    start: 'In attesa',
    entries: 'Messaggi',
    log: 'Cronologia',
    people: 'Persone',
    sign: 'Firma',
    settings: 'Impostazioni',
    occasion: 'Evento',
    book: 'Vedi il libro',
  },
  signedInAs: (name) => `Accesso effettuato come ${name}`,
  leave: 'Esci',
  notEncrypted:
    'Questa connessione non è cifrata: altre persone sulla stessa rete potrebbero leggere tutto ed entrare al posto tuo. Usa una rete di cui ti fidi, oppure dai al libro un indirizzo HTTPS.',
  lastKnown:
    'Il database al momento non risponde. Vedi l’ultimo stato noto. Non si può cambiare nulla finché non torna.',
  hello: (name) => `Ciao, ${name}`,
  entries,
  enter: {
    link: {
      title: 'Prenditi cura del libro',
      text: 'Questo link fa accedere un solo dispositivo, una volta sola. Premi il pulsante per accedere da qui.',
    },
    button: 'Accedi su questo dispositivo',
    how: {
      title: 'Per chi tiene il libro',
      text: 'Per entrare serve un link. Un responsabile che ha già fatto l’accesso ne crea uno in «Persone». Chi ospita il libro ne crea uno là dove è in funzione:',
    },
    command: 'In un terminale',
    alreadyIn: 'Hai già fatto l’accesso qui? Vai alla pagina di gestione',
    left: 'Hai chiuso l’accesso su questo dispositivo.',
    refused: {
      title: 'Questo link non funziona (o non più)',
      text: 'Un link fa accedere un solo dispositivo e vale 15 minuti. Questo è già stato usato, è scaduto o non è stato copiato per intero. Chiedine uno nuovo.',
    },
    tooMany: {
      title: 'Questo link non funziona',
      text: 'Nell’ultimo minuto sono stati provati molti link sbagliati. Uno giusto funziona comunque: controlla di aver copiato il tuo per intero, o chiedine uno nuovo.',
    },
  },
  people: {
    title: 'Persone',
    text: 'I responsabili possono fare tutto. La moderazione decide sui messaggi.',
    you: 'tu',
    thisDevice: 'questo dispositivo',
    unknownDevice: 'Dispositivo sconosciuto',
    lastSeen: (time) => `ultima volta: ${time}`,
    noDevices: 'Nessun accesso su alcun dispositivo.',
    endSession: 'Chiudi l’accesso',
    endAll: 'Chiudi tutti gli accessi',
    remove: 'Rimuovi',
    anotherDevice: 'Link per un altro dispositivo',
    invite: {
      title: 'Fai entrare qualcuno',
      name: 'Nome',
      role: 'Ruolo',
      button: 'Crea un link',
      empty: 'Indica un nome, per sapere poi chi era.',
      unusable: 'Questo nome non va bene. Scegline uno più corto o più semplice.',
      taken: 'C’è già qualcuno con questo nome e un altro ruolo. Scegline un altro, o rimuovi prima quella persona.',
    },
    link: {
      title: (name) => `Un link per ${name}`,
      text: 'Fa accedere un solo dispositivo e vale 15 minuti. Aprilo su quel dispositivo, o inquadra il codice con la sua fotocamera. Non mostrarlo a nessun altro: entra chi lo apre per primo.',
      code: 'Il link come codice QR',
    },
    done: {
      ended: 'L’accesso su quel dispositivo è chiuso.',
      'signed-out': 'Tutti gli accessi sono chiusi. I link non ancora usati non funzionano più.',
      removed: 'La persona è stata rimossa e tutti i suoi accessi sono chiusi.',
      gone: 'Era già stato fatto.',
    },
  },
  sign: {
    title: 'Firma come responsabile',
    text: (name) => `Il tuo messaggio è firmato «${name}», porta il segno del responsabile e appare subito.`,
    message: 'Il tuo messaggio',
    button: 'Firma il libro',
    done: 'Il tuo messaggio è nel libro.',
  },
  settings,
  picture,
  occasion: {
    title: 'Per l’occasione',
    text: 'Ciò che aiuta quando ci si riunisce: a un matrimonio, in un museo, in un circolo.',
  },
  problems: {
    'signed-out': { title: 'Non hai fatto l’accesso', text: 'Non è stato fatto nulla. Accedi con un nuovo link.' },
    'owners-only': {
      title: 'Possono farlo solo i responsabili',
      text: 'Hai fatto l’accesso per moderare. Chiedi a un responsabile.',
    },
    'cross-site': {
      title: 'Non è stato inviato da qui',
      text: 'Sembra arrivare da un altro sito, quindi non è stato fatto nulla. Se eri tu, fallo dalla pagina di gestione.',
    },
    stale: {
      title: 'Quella pagina era troppo vecchia',
      text: 'Era stata aperta prima del tuo ultimo accesso, quindi non è stato fatto nulla. Aprila di nuovo e riprova.',
    },
    unreachable: {
      title: 'Le pagine di gestione sono chiuse per un attimo',
      text: 'Il database che sa chi può fare che cosa non risponde. Non è cambiato nulla; riprova tra poco.',
    },
    'not-written': {
      title: 'Non è stato salvato nulla',
      text: 'Il database al momento non accetta modifiche. Riprova tra poco.',
    },
    uncertain: {
      title: 'Non è certo che sia stato fatto',
      text: 'Il database non lo ha confermato in tempo. Controlla se è stato fatto prima di riprovare.',
    },
  },
  back: 'Alla pagina di gestione',
}
