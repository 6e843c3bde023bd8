import type { Entry } from './entry.ts'
import { timeOf } from './log-id.ts'
import type { PluralForms } from './plural.ts'

/** What the wall's script gets with the page, as JSON: how long a new entry waits and each is shown, in seconds. */
export interface WallTimes {
  readonly delay: number
  readonly seconds: number
}

/** The texts of the wall's script, sent with the page as JSON. */
export interface WallScriptText {
  readonly entries: PluralForms
  readonly justNow: string
  /** With `{entries}` and `{time}`. */
  readonly lastOne: string
  readonly paused: string
}

/**
 * Since when an entry is new, in milliseconds since 1970. One that was changed keeps its time but is new again. One that waited for the owner
 * was read before it was published.
 */
export function newSince({ id, createdAt, edited }: Entry): number {
  return edited ? timeOf(id) : Date.parse(createdAt)
}

/** The sizes of an entry on the wall, the largest first. web/wall/wall.css has a rule for each. */
export const SIZES = 8

/** From this size on, an entry may fill the wall. Larger ones have at most three lines. */
export const FILLING_SIZE = 4

/** The weight of a text that can be read in the time of one entry: in Latin letters. */
const READ_AT_ONCE = 160

/** Longer texts stay longer, up to this many times. */
const MOST_TIMES = 3

/** Characters that take the room and the time of two letters. */
const WIDE = /[\u1100-\u11ff\u2e80-\uffdc\u{1f000}-\u{3ffff}]/gu

/** How much room and time a text takes: the number of its letters, as if all were Latin. */
export function weightOf(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0)
}

/** How long a text is shown, if a short one is shown for `seconds`. */
export function showTime(seconds: number, text: string): number {
  return seconds * Math.min(Math.max(weightOf(text) / READ_AT_ONCE, 1), MOST_TIMES)
}
