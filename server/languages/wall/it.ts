import type { WallText } from './catalogue.ts'

export const it: WallText = {
  offer: {
    title: 'Il muro',
    text: 'Un messaggio alla volta, in grande, per un proiettore. I nuovi compaiono da soli. Premi ? lì per vedere i tasti; le impostazioni dicono quanto resta ciascuno.',
  },
  sign: 'Firma con il tuo telefono',
  code: 'L’indirizzo di questo libro come codice QR',
  lastOne: '{entries}, l’ultimo {time}',
  paused: 'In pausa',
  keys: { space: 'Spazio', pause: 'pausa o ripresa', turn: 'indietro e avanti', help: 'mostra o nascondi questo' },
  sleep:
    'Qui il browser non può tenere acceso lo schermo. Disattiva il salvaschermo e la sospensione nelle impostazioni di questo computer.',
}
