import type { Entry } from '../common/entry.ts'
import { compareIds, isId, type LogId } from '../common/log-id.ts'
import { splitText } from '../common/text/split-text.ts'
import { newSince, weightOf } from '../common/wall.ts'
import { oncePer } from '../performance/once-per.ts'

/** How far a wall without a script has got, as the query of the address that it loads next. */
export interface WallPlace {
  /** The last one shown of those that were there at first. */
  readonly after?: LogId | undefined
  readonly newest?: LogId | undefined
  /** The entry of which another part comes next. */
  readonly show?: LogId | undefined
  readonly part?: number | undefined
}

export interface WallTurn {
  readonly entry: Entry
  /** A part of its message, or all of it. */
  readonly text: string
  readonly next: WallPlace
}

/** How much fits on the wall at once, in letters and in lines. */
const ROOM = { weight: 300, lines: 6 }

/** Chooses the oldest new entry, or else the one before the last, or starts again. `entries` are the newest ones, newest first. */
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

/** A text of many emoji takes 4 ms, which anybody could ask for again and again. */
const partsOf = oncePer(({ message }: Entry) => splitText(message, fitsByGuess))

/** Leaves out what is new for less than `delay` seconds at `now`, in milliseconds since 1970. */
export function withoutNew(entries: readonly Entry[], delay: number, now: number): readonly Entry[] {
  return delay === 0 ? entries : entries.filter((entry) => newSince(entry) <= now - delay * 1000)
}

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
