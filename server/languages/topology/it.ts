import type { TopologyText } from './catalogue.ts'

export const it: TopologyText = {
  title: 'Come viene conservato questo libro',
  intro: 'Queste parti servono la pagina e conservano i messaggi. Ciò che vedi qui si aggiorna ogni secondo.',
  servedBy: (process) => `Questa pagina arriva dal server web ${process}.`,
  readFrom: (node) => `Legge il libro da: ${node}.`,
  fromMemory: 'Ora non si può leggere né il master né una replica: la pagina viene dalla memoria del server web.',
  master: 'Master',
  replica: (number) => `Replica ${number}`,
  someReplica: 'una replica',
  offset: 'Posizione in byte',
  behind: 'Byte di ritardo',
  silence: 'Secondi di silenzio',
  link: 'Collegamento',
  links: { up: 'collegata', filling: 'in riempimento', silent: 'silenziosa', away: 'non raggiungibile' },
  embedded: 'Un solo processo conserva questo libro, in un solo file. Non ci sono né master né repliche.',
  way: {
    title: 'Il percorso del tuo messaggio',
    none: 'Firma il libro e torna qui: questa pagina mostra quanto è durato ogni passo.',
    elsewhere:
      'Il tuo ultimo messaggio è stato ricevuto da un altro server web, o è passato troppo tempo. Firma di nuovo o ricarica finché incontri quel server.',
    longAgo: 'Il tuo ultimo messaggio è arrivato troppo tempo fa. Firma di nuovo per vedere quanto dura ogni passo.',
    received: 'Il server web l’ha ricevuto:',
    written: 'Il master l’aveva su disco e l’ha confermato:',
    writtenHere: 'Era su disco, nel file del libro:',
    read: 'Il server web l’ha riletto dal libro:',
  },
}
