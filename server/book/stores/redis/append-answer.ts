import { entryOf } from '../../../common/entry.ts'
import { LOG_START } from '../../../common/log-id.ts'
import type { Appended } from '../../book.ts'
import { endOfDay } from '../../days.ts'
import { BookClosed, BookLimitReached, DrawerFull, KeyReused, NotOwn, TooManyPosts } from '../../errors.ts'
import { nextOpening, parseGate } from '../../gate.ts'
import type { Networks, Write } from './append-call.ts'
import { decodeTime } from './encoding.ts'

export type AppendOutcome =
  | { readonly kind: 'appended'; readonly appended: Appended }
  | { readonly kind: 'refused'; readonly error: Error }

/** Parses the reply for one entry. It is one text, which is faster to parse than a nested reply. */
export function decodeAppended(
  write: Write,
  generation: string,
  reply: string | undefined,
  networks: Networks,
): AppendOutcome {
  // Most answers are no more than an id and a time.
  const words = (/^\d/.test(reply ?? '') ? `added ${reply}` : (reply ?? '')).split(' ')
  const [kind] = words
  switch (kind) {
    case 'added':
    case 'replayed':
    case 'waiting':
    case 'waits':
      return { kind: 'appended', appended: appendedOf(write, generation, words) }
    default:
      return { kind: 'refused', error: errorOf(words, networks) }
  }
}

function appendedOf(
  { draft, options: { screening } }: Write,
  generation: string,
  [kind, id = LOG_START, time = '0', replaces, change, pinned]: readonly string[],
): Appended {
  const bare = entryOf(id, draft, decodeTime(time))
  const plain = screening?.via === 'owner' ? { ...bare, byOwner: true as const } : bare
  const isPublished = kind === 'added' || kind === 'replayed'
  const position = { generation, entries: isPublished ? id : LOG_START, changes: change ?? LOG_START }
  return {
    state: isPublished ? 'published' : 'waiting',
    entry: replaces === undefined ? plain : { ...plain, edited: true, replaces, ...(pinned ? { pinned: true } : {}) },
    replayed: kind === 'replayed' || kind === 'waits',
    position,
  }
}

function errorOf(words: readonly string[], networks: Networks): Error {
  const [kind, first = '', second] = words
  switch (kind) {
    case 'limited':
      return new TooManyPosts(Number(first), networks.all[Number(second) - 1]?.network)
    case 'repeated':
      return new TooManyPosts(Number(first))
    case 'full':
      return new BookLimitReached(endOfDay(Date.now()) - Date.now())
    case 'closed':
      return new BookClosed(nextOpening(parseGate(words.slice(1).join(' ')), Date.now()))
    case 'drawer-full':
      return new DrawerFull('as many entries wait as may')
    case 'not-own':
      return new NotOwn(first as NotOwn['reason'])
    default:
      return new KeyReused('the key was used for another entry')
  }
}
