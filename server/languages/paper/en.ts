import type { PaperText } from './catalogue.ts'

export const en: PaperText = {
  code: {
    title: 'The code as a file',
    text: 'The code leads to the book. Put it on invitations, or print cards for the tables.',
    label: 'QR code that leads to the book',
  },
  print: 'Print',
  show: 'Show',
  book: {
    title: 'The printed book',
    text: 'All entries, or those of some days, from the first to the last: pages of A5 with a cover.',
    how: 'Print this page with your browser’s own command. The pages are A5; “Save as PDF” makes a file.',
    backwards: 'The first day is after the last.',
    incomplete: 'The book has not arrived completely yet. Wait a little, or load the page again.',
    none: 'There are no entries in this time.',
    entries: { one: '1 entry', other: '{n} entries' },
  },
  cards: {
    title: 'Cards for the tables',
    text: 'Four on a sheet, with the code, the title and the address, in up to three languages.',
    how: 'Print this page with your browser’s own command at 100 %, on stiff paper, and cut along the marks.',
    unreachable: (address) =>
      `PUBLIC_URL is not set, so the cards say ${address}: the address at which you opened this page. Guests may not be able to reach it.`,
    languages: 'Languages, up to three',
    tooMany: 'A card has room for three languages: choose at most three.',
    paper: 'Paper',
    papers: { a4: 'A4, four cards of A6', letter: 'US Letter, four cards of a quarter' },
    below: 'Below the title',
    texts: { intro: 'The introduction', line: 'A short line' },
    line: 'Sign our guestbook',
  },
}
