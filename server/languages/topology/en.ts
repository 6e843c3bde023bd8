import type { TopologyText } from './catalogue.ts'

export const en: TopologyText = {
  title: 'How this book is kept',
  intro: 'These parts serve the page and keep its entries. What you see here is updated every second.',
  servedBy: (process) => `This page comes from the front end ${process}.`,
  readFrom: (node) => `It reads the book from: ${node}.`,
  fromMemory: 'Neither the master nor a replica can be read just now: the page comes from the front end’s memory.',
  master: 'Master',
  replica: (number) => `Replica ${number}`,
  someReplica: 'a replica',
  offset: 'Position in bytes',
  behind: 'Bytes behind',
  silence: 'Seconds silent',
  link: 'Link',
  links: { up: 'connected', filling: 'being filled', silent: 'silent', away: 'cannot be reached' },
  embedded: 'One process keeps this book, in one file. There is no master and no replica.',
  way: {
    title: 'The way of your entry',
    none: 'Sign the book, then come back: this page shows how long each step took.',
    elsewhere:
      'Another front end received your newest entry, or it was too long ago. Sign again, or reload until you meet that front end.',
    longAgo: 'Your newest entry was received too long ago. Sign again to see how long each step takes.',
    received: 'The front end received it:',
    written: 'The master had it on disk and confirmed it:',
    writtenHere: 'It was on disk, in the book’s file:',
    read: 'The front end read it back from the book:',
  },
}
