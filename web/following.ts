import { Arrivals } from './arrivals.ts'
import type { EntryItems } from './entry-item.ts'
import type { EntryList } from './entry-list.ts'
import { Folds } from './folds.ts'
import { Headings } from './headings.ts'
import { dressItem } from './item-look.ts'
import { Live } from './live.ts'
import { OlderEntries } from './older-entries.ts'
import { Pins } from './pins.ts'
import { startAlone } from './start-alone.ts'
import type { Status } from './status.ts'
import type { Times } from './times.ts'
import { Updates } from './updates.ts'
import type { Words } from './words.ts'

export interface Followed {
  readonly list: EntryList
  readonly items: EntryItems
  readonly status: Status
  readonly words: Words
  readonly times: Times
  /** False on a page of older entries, where new ones do not appear. */
  readonly isNewest: boolean
}

/**
 * Follows the book: new entries, changes and older entries. The first view does without, so main.ts loads this file later.
 * @returns the live connection
 */
export function follow({ list, items, status, words, times, isNewest }: Followed): Live {
  items.dress = dressItem
  const arrivals = isNewest ? new Arrivals(list, words) : undefined
  const pins = isNewest ? new Pins(list, items, times) : undefined
  const live = new Live(new Updates(list, items, arrivals, pins), status, words)
  const headings = new Headings(list.element, words)
  for (const part of [headings, pins, arrivals, new Folds(list.element), new OlderEntries(list, words), live])
    startAlone(part)
  return live
}
