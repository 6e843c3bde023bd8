import type { PaperText } from './catalogue.ts'

export const it: PaperText = {
  code: {
    title: 'Il codice come file',
    text: 'Il codice porta al libro. Mettilo sugli inviti o stampa dei cartoncini per i tavoli.',
    label: 'Codice QR che porta al libro',
  },
  print: 'Stampa',
  show: 'Mostra',
  book: {
    title: 'Il libro stampato',
    text: 'Tutti i messaggi, o quelli di alcuni giorni, dal primo all’ultimo: pagine A5 con copertina.',
    how: 'Stampa questa pagina con il comando del browser. Le pagine sono A5; «Salva come PDF» crea un file.',
    backwards: 'Il primo giorno viene dopo l’ultimo.',
    incomplete: 'Il libro non è ancora arrivato per intero. Aspetta un po’ o ricarica la pagina.',
    none: 'In questo periodo non ci sono messaggi.',
    entries: { one: '1 messaggio', many: '{n} di messaggi', other: '{n} messaggi' },
  },
  cards: {
    title: 'Cartoncini per i tavoli',
    text: 'Quattro per foglio, con codice, titolo e indirizzo, in tre lingue al massimo.',
    how: 'Stampa questa pagina con il comando del browser al 100%, su carta rigida, e taglia lungo i segni.',
    unreachable: (address) =>
      `PUBLIC_URL non è impostato, perciò i cartoncini riportano ${address}: l’indirizzo con cui hai aperto questa pagina. Forse gli ospiti non possono raggiungerlo.`,
    languages: 'Lingue, fino a tre',
    tooMany: 'Su un cartoncino c’è posto per tre lingue: scegline al massimo tre.',
    paper: 'Carta',
    papers: { a4: 'A4, quattro cartoncini A6', letter: 'US Letter, quattro cartoncini di un quarto' },
    below: 'Sotto il titolo',
    texts: { intro: 'L’introduzione', line: 'Una breve riga' },
    line: 'Firma il nostro libro degli ospiti',
  },
}
