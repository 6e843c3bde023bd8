import { ByHand } from '../by-hand/by-hand.ts'
import { Folds } from '../list/folds.ts'
import { Headings } from '../list/headings.ts'
import { dressItem } from '../list/item-look.ts'
import { OlderEntries } from '../list/older-entries.ts'
import { Pins } from '../list/pins.ts'
import { TabStops } from '../list/tab-stops.ts'
import { startAlone } from '../start-alone.ts'
import type { Times } from '../times.ts'
import { Arrivals } from './arrivals.ts'
import { Live } from './live.ts'
import { Updates, type UpdatesOptions } from './updates.ts'

interface Followed extends UpdatesOptions {
  /** Null in a closed book. */
  readonly form: HTMLFormElement | null
  readonly times: Times
  /** False on a page of older entries, where new ones do not appear. */
  readonly isNewest: boolean
}

/** Follows the book, and offers to sign by hand. main.ts loads this after the first view. @returns the live connection */
export function follow({ form, isNewest, times, ...parts }: Followed): Live {
  const { list, items, words } = parts
  const hasLinks = list.element.dataset.links !== undefined
  items.dress = (item, draft) => dressItem(item, draft, hasLinks)
  const arrivals = isNewest ? new Arrivals(list, words) : undefined
  const pins = isNewest ? new Pins(list, items, times) : undefined
  const live = new Live(new Updates(parts, arrivals, pins))
  const byHand = form && new ByHand(form)
  const headings = new Headings(list.element, words)
  for (const part of [
    byHand,
    headings,
    pins,
    arrivals,
    new Folds(list.element),
    new TabStops(list.element),
    new OlderEntries(list, words),
    live,
  ])
    startAlone(part)
  return live
}
