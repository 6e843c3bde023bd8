import type { AdminCatalogue } from './catalogue.ts'
import { en as entries } from './entries/en.ts'
import { en as picture } from './picture/en.ts'
import { en as settings } from './settings/en.ts'

export const en: AdminCatalogue = {
  roles: { owner: 'Owner', moderator: 'Moderator' },
  navigation: {
    label: 'Owner’s pages',
    start: 'Waiting',
    entries: 'Entries',
    log: 'Log',
    people: 'People',
    sign: 'Sign',
    settings: 'Settings',
    occasion: 'Occasion',
    book: 'See the book',
  },
  signedInAs: (name) => `Signed in as ${name}`,
  leave: 'Sign out',
  notEncrypted:
    'This connection is not encrypted: others on the same network could read along, and get in as you. Use a network that you trust, or give the book an HTTPS address.',
  lastKnown:
    'The database does not answer just now. You see what was last known. Nothing can be changed until it is back.',
  hello: (name) => `Hello, ${name}`,
  entries,
  enter: {
    link: {
      title: 'Look after the book',
      text: 'This link signs in one device, once. Press the button to sign in here.',
    },
    button: 'Sign in on this device',
    how: {
      title: 'For those who keep the book',
      text: 'To get in you need a link. An owner who is signed in makes one under “People”. The person who runs the guestbook makes one where it runs:',
    },
    command: 'At a terminal',
    alreadyIn: 'Already signed in here? Go to the owner’s page',
    left: 'You are signed out on this device.',
    refused: {
      title: 'This link does not work (any more)',
      text: 'A link signs in one device and is good for 15 minutes. This one was used, has expired or was not copied whole. Please ask for a new one.',
    },
    tooMany: {
      title: 'This link does not work',
      text: 'Many wrong links were tried in the last minute. One that is right still works: please check that yours was copied whole, or ask for a new one.',
    },
  },
  people: {
    title: 'People',
    text: 'Owners may do everything. Moderators decide about entries.',
    you: 'you',
    thisDevice: 'this device',
    unknownDevice: 'Unknown device',
    lastSeen: (time) => `last seen ${time}`,
    noDevices: 'Not signed in on any device.',
    endSession: 'Sign out',
    endAll: 'Sign out everywhere',
    remove: 'Remove',
    anotherDevice: 'Link for another device',
    invite: {
      title: 'Let somebody in',
      name: 'Name',
      role: 'Role',
      button: 'Make a link',
      empty: 'Please give a name, so that you know later who it was.',
      unusable: 'That name cannot be used. Please give a shorter or simpler one.',
      taken: 'Somebody with another role has that name already. Please give another one, or remove that person first.',
    },
    link: {
      title: (name) => `A link for ${name}`,
      text: 'It signs in one device and is good for 15 minutes. Open it there, or point its camera at the code. Show it to nobody else: the first person to open it gets in.',
      code: 'The link as a QR code',
    },
    done: {
      ended: 'That device is signed out.',
      'signed-out': 'Signed out everywhere. Links that were not used yet no longer work.',
      removed: 'Removed, and signed out everywhere.',
      gone: 'That was gone already.',
    },
  },
  sign: {
    title: 'Sign as the owner',
    text: (name) => `Your entry is signed “${name}”, carries the owner’s mark and appears at once.`,
    message: 'Your entry',
    button: 'Sign the book',
    done: 'Your entry is in the book.',
  },
  settings,
  picture,
  occasion: {
    title: 'For the occasion',
    text: 'What helps when people come together: at a wedding, in a museum, at a club.',
  },
  problems: {
    'signed-out': { title: 'You are not signed in', text: 'Nothing was done. Please sign in with a new link.' },
    'owners-only': { title: 'Only owners may do that', text: 'You are signed in as a moderator. Please ask an owner.' },
    'cross-site': {
      title: 'That was not sent from here',
      text: 'It seems to come from another site, so nothing was done. If it was you, please do it on the owner’s page.',
    },
    stale: {
      title: 'That page was too old',
      text: 'It was opened before you last signed in, so nothing was done. Please open it anew and try again.',
    },
    unreachable: {
      title: 'The owner’s pages are closed for a moment',
      text: 'The database that knows who may do what does not answer. Nothing was changed; please try again in a moment.',
    },
    'not-written': {
      title: 'Nothing was saved',
      text: 'The database takes no changes just now. Please try again in a moment.',
    },
    uncertain: {
      title: 'It is not certain that this was done',
      text: 'The database did not confirm it in time. Please look whether it was done before you try again.',
    },
  },
  back: 'To the owner’s page',
}
