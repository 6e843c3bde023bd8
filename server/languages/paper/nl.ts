import type { PaperText } from './catalogue.ts'

export const nl: PaperText = {
  code: {
    title: 'De code als bestand',
    text: 'De code leidt naar het boek. Zet hem op uitnodigingen, of druk kaartjes af voor op tafel.',
    label: 'QR-code die naar het boek leidt',
  },
  print: 'Afdrukken',
  show: 'Tonen',
  book: {
    title: 'Het gedrukte boek',
    text: 'Alle berichten, of die van enkele dagen, van het eerste tot het laatste: pagina’s A5 met een omslag.',
    how: 'Druk deze pagina af met de opdracht van je browser. De pagina’s zijn A5; met ‘Opslaan als pdf’ maak je een bestand.',
    backwards: 'De eerste dag komt na de laatste.',
    incomplete: 'Het boek is nog niet helemaal binnen. Wacht even, of laad de pagina opnieuw.',
    none: 'In deze periode zijn er geen berichten.',
    entries: { one: '1 bericht', other: '{n} berichten' },
  },
  cards: {
    title: 'Kaartjes voor op tafel',
    text: 'Vier op een vel, met code, titel en adres, in hoogstens drie talen.',
    how: 'Druk deze pagina af met de opdracht van je browser op 100 %, op stevig papier, en snijd langs de tekens.',
    unreachable: (address) =>
      `PUBLIC_URL is niet ingesteld, dus op de kaartjes staat ${address}: het adres waarop je deze pagina hebt geopend. Gasten kunnen het misschien niet bereiken.`,
    languages: 'Talen, hoogstens drie',
    tooMany: 'Op een kaartje is plaats voor drie talen: kies er hoogstens drie.',
    paper: 'Papier',
    papers: { a4: 'A4, vier kaartjes A6', letter: 'US Letter, vier kaartjes van een kwart' },
    below: 'Onder de titel',
    texts: { intro: 'De inleiding', line: 'Een korte regel' },
    line: 'Teken ons gastenboek',
  },
}
