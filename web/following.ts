import { Arrivals } from './arrivals.ts'
import { ByHand } from './by-hand.ts'
import { Folds } from './folds.ts'
import { Headings } from './headings.ts'
import { dressItem } from './item-look.ts'
import { Live } from './live.ts'
import { OlderEntries } from './older-entries.ts'
import { startAlone } from './start-alone.ts'
import { Updates, type UpdatesOptions } from './updates.ts'

export interface Followed extends UpdatesOptions {
  /** Null in a closed book. */
  readonly form: HTMLFormElement | null
  /** False on a page of older entries, where new ones do not appear. */
  readonly isNewest: boolean
}

/**
 * Follows the book: new entries, changes and older entries; and offers to sign by hand. The first view does without, so main.ts loads this
 * file later.
 * @returns the live connection
 */
export function follow({ form, isNewest, ...parts }: Followed): Live {
  const { list, items, words } = parts
  items.dress = dressItem
  const arrivals = isNewest ? new Arrivals(list, words) : undefined
  const live = new Live(new Updates(parts, arrivals))
  const byHand = form && new ByHand(form)
  const headings = new Headings(list.element, words)
  for (const part of [byHand, headings, arrivals, new Folds(list.element), new OlderEntries(list, words), live])
    startAlone(part)
  return live
}
