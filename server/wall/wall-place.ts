import type { Entry } from '../common/entry.ts'
import { compareIds, isId, type LogId } from '../common/log-id.ts'
import { splitText } from '../common/text/split-text.ts'
import { newSince, weightOf } from '../common/wall.ts'
import { oncePer } from '../performance/once-per.ts'

/** How far a wall without a script has got. It is the query of the address that the wall loads next. */
export interface WallPlace {
  /** Of the entries that were there at first, the one shown last. */
  readonly after?: LogId | undefined
  /** The newest entry that was shown. */
  readonly newest?: LogId | undefined
  /** An entry of which a part comes next, and which one. */
  readonly show?: LogId | undefined
  readonly part?: number | undefined
}

/** What a wall without a script shows: a part of an entry, or all of it. */
export interface WallTurn {
  readonly entry: Entry
  readonly text: string
  readonly next: WallPlace
}

/** How much fits on the wall at once, in letters and in lines. */
const ROOM = { weight: 300, lines: 6 }

/**
 * What comes next: entries that have not been shown yet, the oldest first, and otherwise one older than the last, or from the start again.
 * @param entries the newest ones, newest first
 */
export function nextTurn(entries: readonly Entry[], place: WallPlace): WallTurn | undefined {
  const { after, newest, show, part = 0 } = place
  const continued = show === undefined ? undefined : entries.find(({ id }) => id === show)
  const isNew = ({ id }: Entry) => newest !== undefined && compareIds(id, newest) > 0
  const entry = continued ?? entries.findLast(isNew) ?? olderThan(after, entries) ?? entries[0]
  if (entry === undefined) return undefined
  const parts = partsOf(entry)
  const index = continued ? Math.min(part, parts.length - 1) : 0
  const text = parts[index] ?? ''
  const hasMore = index + 1 < parts.length
  const wasNew = continued === undefined && isNew(entry)
  return {
    entry,
    text,
    next: {
      after: continued || wasNew ? after : entry.id,
      newest: latest(newest ?? entries[0]?.id, entry.id),
      ...(hasMore ? { show: entry.id, part: index + 1 } : {}),
    },
  }
}

/** Texts of many emoji take 4 ms, which anybody could ask for again and again. */
const partsOf = oncePer(({ message }: Entry) => splitText(message, fitsByGuess))

/** The entries that have waited for `delay` seconds at the time `now`, in milliseconds. Those that an owner read first do not wait. */
export function withoutNew(entries: readonly Entry[], delay: number, now: number): readonly Entry[] {
  return delay === 0 ? entries : entries.filter((entry) => newSince(entry) <= now - delay * 1000)
}

/** Reads a place from a query. What makes no sense is left out. */
export function readPlace(query: Readonly<Record<string, unknown>>): WallPlace {
  const id = (value: unknown) => (typeof value === 'string' && isId(value) ? value : undefined)
  const { part } = query
  const isPart = typeof part === 'string' && /^\d{1,2}$/.test(part)
  return {
    after: id(query.after),
    newest: id(query.newest),
    show: id(query.show),
    part: isPart ? Number(part) : undefined,
  }
}

function olderThan(after: LogId | undefined, entries: readonly Entry[]): Entry | undefined {
  return after === undefined ? undefined : entries.find(({ id }) => compareIds(id, after) < 0)
}

function latest(a: LogId | undefined, b: LogId): LogId {
  return a !== undefined && compareIds(a, b) > 0 ? a : b
}

function fitsByGuess(text: string): boolean {
  return weightOf(text) <= ROOM.weight && text.split('\n').length <= ROOM.lines
}
