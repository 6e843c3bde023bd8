import type { PaperText } from './catalogue.ts'

export const de: PaperText = {
  code: {
    title: 'Der Code als Datei',
    text: 'Der Code führt zum Buch. Er passt auf Einladungen, oder druck Karten für die Tische.',
    label: 'QR-Code, der zum Buch führt',
  },
  print: 'Drucken',
  show: 'Anzeigen',
  book: {
    title: 'Das gedruckte Buch',
    text: 'Alle Einträge oder die einiger Tage, vom ersten bis zum letzten: Seiten in A5 mit Titelblatt.',
    how: 'Druck diese Seite mit dem Druckbefehl deines Browsers. Die Seiten sind A5; „Als PDF speichern“ ergibt eine Datei.',
    backwards: 'Der erste Tag liegt nach dem letzten.',
    incomplete: 'Das Buch ist noch nicht vollständig angekommen. Warte etwas, oder lade die Seite neu.',
    none: 'In dieser Zeit gibt es keine Einträge.',
    entries: { one: '1 Eintrag', other: '{n} Einträge' },
  },
  cards: {
    title: 'Karten für die Tische',
    text: 'Vier auf einem Blatt, mit Code, Titel und Adresse, in bis zu drei Sprachen.',
    how: 'Druck diese Seite mit dem Druckbefehl deines Browsers in 100 % auf festes Papier, und schneide an den Marken.',
    unreachable: (address) =>
      `PUBLIC_URL ist nicht gesetzt, deshalb steht auf den Karten ${address}: die Adresse, unter der du diese Seite geöffnet hast. Gäste können sie vielleicht nicht erreichen.`,
    languages: 'Sprachen, bis zu drei',
    tooMany: 'Auf einer Karte ist Platz für drei Sprachen: Wähl höchstens drei.',
    paper: 'Papier',
    papers: { a4: 'A4, vier Karten in A6', letter: 'US Letter, vier Karten zu je einem Viertel' },
    below: 'Unter dem Titel',
    texts: { intro: 'Die Einleitung', line: 'Eine kurze Zeile' },
    line: 'Schreibt in unser Gästebuch',
  },
}
