import type { KioskText } from './catalogue.ts'

export const it: KioskText = {
  offer: {
    title: 'Tablet per gli ospiti',
    text: 'Per un tablet all’ingresso o su un tavolo: gli ospiti vi scrivono uno dopo l’altro, e di uno non resta nulla per il successivo.',
  },
  write: 'Tocca per scrivere',
  leave: 'Annulla',
  stillThere: { title: 'Ci sei ancora?', text: 'Altrimenti tutto ciò che è in questa pagina viene cancellato.' },
  goOn: 'Continua',
  thanks: 'Grazie!',
  published: 'Le tue parole sono nel libro.',
  waiting: 'Le tue parole appariranno dopo che il proprietario le avrà lette.',
  unsent: {
    title: 'Non ancora nel libro',
    text: 'Il libro non è raggiungibile. Le tue parole restano su questo tablet e vengono inviate finché non arrivano. Puoi lasciar fare al tablet.',
  },
  kept: 'Non ancora inviati: {number}. Lascia acceso questo tablet, per favore.',
  clearsItself: 'Questa pagina si svuota da sola dopo cinque minuti.',
  enter: {
    title: 'Apri il libro degli ospiti su questo tablet',
    text: 'Gli ospiti potranno scrivervi uno dopo l’altro. Qui non si può fare altro.',
    button: 'Apri',
    refused: {
      title: 'Questo link non funziona',
      text: 'È già stato usato, o ha più di 15 minuti. Il proprietario può crearne un altro.',
    },
    tooMany: { title: 'Sono stati provati troppi link', text: 'Riprova tra un minuto.' },
  },
  notOpen: { title: 'Questo tablet non è aperto agli ospiti', text: 'Il proprietario può creare un link che lo apre.' },
  unreachable: { title: 'Il libro non è raggiungibile', text: 'Questa pagina riprova da sola.' },
  tablets: {
    text: 'Apri il link sul tablet. Nelle sue impostazioni, tieni acceso lo schermo e blocca questa pagina, così gli ospiti non la lasciano.',
    title: 'Tablet aperti',
    none: 'Nessun tablet è aperto.',
    close: 'Chiudi',
    closed: 'Quel tablet è chiuso.',
    gone: 'Quel tablet era già chiuso.',
    name: 'Dove si trova',
    button: 'Crea un link',
    empty: 'Indica dove si trova il tablet, per distinguerlo dagli altri.',
    link: {
      title: (name) => `Un link per ${name}`,
      text: 'Apre un tablet e vale 15 minuti. Aprilo lì, o inquadra il codice con la sua fotocamera.',
    },
  },
}
