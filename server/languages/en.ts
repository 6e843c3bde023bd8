import type { Catalogue } from './catalogue.ts'

export const en: Catalogue = {
  title: 'Guestbook',
  intro: 'Lovely to have you here. Leave a few words: a greeting, a memory, whatever is on your mind.',
  anonymous: 'Anonymous',
  empty: 'The first page is still blank. Would you like to begin?',
  nothingOlder: 'There is nothing older than this.',
  showAll: 'Show all',
  showLess: 'Show less',
  reply: 'Reply by the owner',
  edited: 'edited',
  pinned: 'pinned',
  older: 'Older entries',
  newest: 'Back to the newest entries',
  languages: 'Language',
  feed: 'Atom feed',
  form: {
    message: 'Your message',
    name: 'Your name, if you like',
    submit: 'Sign the book',
  },
  problems: {
    title: 'Please check',
    messageEmpty: 'Please write a few words first.',
    messageTooLong: (length, limit) =>
      `That is too long: ${length} characters, and there is room for ${limit}. Could you shorten it?`,
    nameTooLong: (length, limit) => `That name has ${length} characters, and there is room for ${limit}.`,
    messageFarTooLong: (limit) => `That is far too long: there is room for ${limit} characters. Could you shorten it?`,
    nameFarTooLong: (limit) =>
      `That name is far too long: there is room for ${limit} characters. Could you shorten it?`,
    tooManyMarks: (limit) =>
      `One letter here carries more than ${limit} combining marks (accents and the like). Could you use fewer?`,
    characterTooLong: (limit) =>
      `One character here is joined from more than ${limit} parts. Could you use a simpler one?`,
    entryTooLarge: (size, limit) =>
      `That takes up ${size} KB, and an entry has room for ${limit} KB. Could you shorten it, or use fewer emoji?`,
    notUtf8: 'Some characters could not be read; they show as �. Please correct them and send it again.',
    tooLarge: 'That is far more than fits into an entry. Could you shorten it?',
    malformed: 'Something in the form did not arrive as it should. Please try again.',
    crossSite: 'This seems to come from another site, so it was not added. If you wrote it, please sign here instead.',
    tooManyPosts: (wait) => `That was a lot of entries in a short time. Please wait ${wait}, then send yours again.`,
    bookLimit: (wait) =>
      `Today’s pages of this book are full. It takes new entries again in ${wait}. Your words are still here.`,
    notWritten: 'The book cannot be written to just now. Your words are still here; please try again in a moment.',
    maybeWritten:
      'We could not make sure that your entry was saved. It may still appear. You can safely send it again as it is: it will not be added twice.',
    maybeWrittenLook:
      'We could not make sure that your entry was saved. It may still appear: please look for it before you send it again.',
  },
  notices: {
    readOnly:
      'The book is open for reading only at the moment. You can still try: if it does not work, your words will be kept here.',
    fromMemory: (since) => `You are seeing the book as it was on ${since}. Newer entries will follow shortly.`,
  },
  errors: {
    400: { title: 'That did not make sense to us', text: 'The address or the request is not quite right.' },
    403: { title: 'That is not allowed', text: 'This was sent from another site, so it was not accepted.' },
    404: { title: 'There is no such page', text: 'It may have been taken out, or there is a typo in the address.' },
    405: { title: 'That does not work here', text: 'This address cannot be used in that way.' },
    413: { title: 'That is too much at once', text: 'What was sent is larger than an entry may be.' },
    415: { title: 'We cannot read that', text: 'What was sent is in a format that the book does not understand.' },
    421: { title: 'The guestbook has another address', text: 'Please open it here:' },
    429: {
      title: 'A little slower, please',
      text: 'There were many requests in a short time. Please try again in a minute.',
    },
    500: { title: 'Something went wrong', text: 'The fault is ours, not yours. Please try again in a moment.' },
    503: {
      title: 'The book is closed for a moment',
      text: 'It cannot be reached just now. Nothing is lost; please come back in a moment.',
    },
    busy: {
      title: 'Very many are here right now',
      text: 'Please try again in a few seconds. If you were writing, go back: your words should still be there.',
    },
  },
  back: 'Back to the guestbook',
  requestId: 'If you tell the owner about it, please mention this number:',
  script: {
    entries: { one: '{n} entry', other: '{n} entries' },
    newEntries: { one: '{n} new entry', other: '{n} new entries' },
    charactersLeft: { one: '{n} character left', other: '{n} characters left' },
    charactersOver: { one: '{n} character too many', other: '{n} characters too many' },
    justNow: 'just now',
    sending: 'Sending…',
    signed: 'Thank you! Your entry is in the book.',
    draftRestored: 'Here is what you had begun to write.',
    disconnected: 'Connection lost. New entries will appear once it is back.',
    offline: 'You are offline. Your entry will be sent as soon as you are back.',
    notSent: 'No answer yet; we keep trying. Your words are still here.',
    retry: 'Try again',
    unconfirmed: 'not yet confirmed',
    loading: 'Loading…',
  },
}
