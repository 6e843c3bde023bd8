import type { KioskText } from './catalogue.ts'

export const en: KioskText = {
  offer: {
    title: 'Tablet for guests',
    text: 'For a tablet that stands at the door or on a table: guests write on it one after another, and nothing of one guest is left for the next.',
  },
  write: 'Touch to write',
  leave: 'Cancel',
  stillThere: { title: 'Still there?', text: 'Otherwise everything on this page is cleared.' },
  goOn: 'Go on',
  thanks: 'Thank you!',
  published: 'Your words are in the book.',
  waiting: 'Your words will appear once the owner has read them.',
  unsent: {
    title: 'Not in the book yet',
    text: 'The book cannot be reached. Your words are kept on this tablet and sent again until they arrive. You may leave it to the tablet.',
  },
  kept: 'Not sent yet: {number}. Please leave this tablet on.',
  clearsItself: 'This page clears itself after five minutes.',
  enter: {
    title: 'Open the guestbook on this tablet',
    text: 'Guests can then write on it, one after another. Nothing else can be done here.',
    button: 'Open',
    refused: {
      title: 'This link does not work',
      text: 'It was used already, or is older than 15 minutes. The owner can make a new one.',
    },
    tooMany: { title: 'Too many links were tried', text: 'Please try again in a minute.' },
  },
  notOpen: { title: 'This tablet is not open for guests', text: 'The owner can make a link that opens it.' },
  unreachable: { title: 'The book cannot be reached', text: 'This page tries again by itself.' },
  tablets: {
    text: 'Open the link on the tablet. In its settings, keep the screen on and pin this page, so that guests stay on it.',
    title: 'Open tablets',
    none: 'No tablet is open.',
    close: 'Close',
    closed: 'That tablet is closed.',
    gone: 'That tablet was closed already.',
    name: 'Where it stands',
    button: 'Make a link',
    empty: 'Please say where the tablet stands, so that you can tell it from others.',
    link: {
      title: (name) => `A link for ${name}`,
      text: 'It opens one tablet and is good for 15 minutes. Open it there, or point its camera at the code.',
    },
  },
}
