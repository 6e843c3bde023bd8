import type { Entry } from '../../server/common/entry.ts'
import { compareIds, LOG_START } from '../../server/common/log-id.ts'
import { formatPosition, type Position, parsePosition, reaches } from '../../server/common/position.ts'
import { type FetchedPage, fetchPage, replaceAfterList } from '../fetch-page.ts'
import type { EntryItems } from '../list/entry-item.ts'
import type { EntryList } from '../list/entry-list.ts'
import type { Pins } from '../list/pins.ts'
import { showNotices } from '../notices.ts'
import { hasLost } from '../position-header.ts'
import type { Status } from '../status.ts'
import type { Words } from '../words.ts'
import { advance, type Step } from './advance.ts'
import type { Arrivals } from './arrivals.ts'
import type { Follower } from './live.ts'

export interface UpdatesOptions {
  readonly list: EntryList
  readonly items: EntryItems
  readonly status: Status
  readonly words: Words
}

/** Applies changes of the book to the page. Each change counts once, even if it comes twice. */
export class Updates implements Follower {
  readonly #list: EntryList
  readonly #items: EntryItems
  /** Undefined on a page of older entries, where new ones do not appear. */
  readonly #arrivals: Arrivals | undefined
  readonly #pins: Pins | undefined
  readonly #status: Status
  readonly #words: Words
  /** The page's address before older entries changed it. */
  readonly #address = location.pathname + location.search
  #tag: string | null = null
  #position: Position | undefined

  constructor({ list, items, status, words }: UpdatesOptions, arrivals: Arrivals | undefined, pins: Pins | undefined) {
    this.#list = list
    this.#items = items
    this.#arrivals = arrivals
    this.#pins = pins
    this.#status = status
    this.#words = words
    this.#position = parsePosition(list.element.dataset.position)
  }

  get position(): string | undefined {
    return this.#position && formatPosition(this.#position)
  }

  /** An entry was added, or is shown again. */
  entry(entry: Entry, position: string): void {
    const moved = this.#advance(position, entry)
    if (moved.isNew || moved.isChange) this.#list.total += 1
    if (moved.isNew) this.#arrivals?.receive(this.#items.entry(entry))
    else this.#place(entry)
    this.#pins?.update(entry)
    // An entry arrived, so the book can be written and read.
    showNotices([])
  }

  /** An entry has got a reply or a mark, or takes the place of another. */
  changed(entry: Entry, position: string): void {
    const { isNew } = this.#advance(position, entry)
    if (isNew) this.#list.total += 1
    this.#pins?.update(entry)
    if (entry.replaces !== undefined && this.#exchange(entry.replaces, entry)) return
    if (isNew) this.#arrivals?.receive(this.#items.entry(entry))
    else this.#place(entry)
  }

  removed(id: string, position: string): void {
    if (this.#advance(position).isChange) this.#list.total -= 1
    this.#arrivals?.withdraw(id)
    this.#pins?.remove(id)
    this.#list.remove(id)
  }

  /** Counting would be wrong: the book has this many entries at the position. */
  total(total: number, position: string): void {
    this.#advance(position)
    this.#list.total = total
  }

  async refetch(): Promise<void> {
    const page = await fetchPage(this.#address, { tag: this.#tag })
    if (!page) return
    this.#tag = page.tag
    const isSameBook = this.#isSameBook(page)
    if (!isSameBook || !this.#isOlder(page)) return this.#page(page, isSameBook)
    const known = this.#position
    const again = await fetchPage(this.#address, { atLeast: this.position })
    // A page of a front end that is behind is ignored.
    if (again && known === this.#position && hasLost(known, again.told)) this.#page(again, false)
  }

  answered(isAnswering: boolean): void {
    const { disconnected } = this.#words.text
    if (isAnswering) this.#status.clear(disconnected)
    else this.#status.showIfEmpty(disconnected)
  }

  #isSameBook({ position }: FetchedPage): boolean {
    return parsePosition(position)?.generation === this.#position?.generation
  }

  #isOlder(page: FetchedPage): boolean {
    const position = parsePosition(page.position)
    return position !== undefined && this.#position !== undefined && !reaches(position, this.#position)
  }

  /** Updates the page to a fetched one. `isContinued` means that the book has all that is shown here. */
  #page(page: FetchedPage, isContinued: boolean): void {
    const position = parsePosition(page.position)
    for (const { id } of page.items) this.#list.readmit(id)
    const hasOlder = page.after.some((element) => element.querySelector('a.older'))
    const oldest = (hasOlder && page.items.at(-1)?.id) || LOG_START
    const newest = position?.entries ?? LOG_START
    if (isContinued && !this.#arrivals?.isReplacing && this.#reachesTo(oldest)) this.#merge(page, oldest, newest)
    else if (isContinued && this.#arrivals) {
      this.#arrivals.replace(() => this.#replace(page, this.#newerThan(newest)), page.total - this.#list.total)
    } else {
      this.#arrivals?.clear()
      this.#replace(page)
    }
    this.#pins?.replace(page.pins)
    this.#list.total = page.total
    this.#position = position
    showNotices(page.notices)
  }

  /** False if there may be a gap between the entries in the list and those from `oldest` on. */
  #reachesTo(oldest: string): boolean {
    const [newest] = this.#list.items
    return compareIds(newest?.id ?? LOG_START, oldest) >= 0
  }

  /** The items newer than a page, such as the visitor's own entry. */
  #newerThan(newest: string): HTMLLIElement[] {
    return this.#list.items.filter(({ id }) => compareIds(id, newest) > 0)
  }

  #replace({ items, after }: FetchedPage, newer: readonly HTMLLIElement[] = []): void {
    this.#list.replace([...newer, ...items])
    replaceAfterList(this.#list.element, after)
  }

  /** Merges a page that has all entries from `oldest` to `newest`. Newer items, such as the visitor's own, stay. */
  #merge({ items }: FetchedPage, oldest: string, newest: string): void {
    const ids = new Set(items.map(({ id }) => id))
    for (const { id } of this.#list.items) {
      if (compareIds(id, oldest) >= 0 && compareIds(id, newest) <= 0 && !ids.has(id)) this.#list.remove(id)
    }
    const last = this.#position?.entries ?? LOG_START
    for (const item of items.toReversed()) {
      if (!this.#arrivals) this.#list.place(item)
      else if (compareIds(item.id, last) > 0) this.#arrivals.receive(item)
      else this.#arrivals.place(() => item)
    }
  }

  #place(entry: Entry): void {
    if (this.#arrivals) this.#arrivals.place(() => this.#items.entry(entry))
    else this.#list.place(this.#items.entry(entry))
  }

  #exchange(id: string, entry: Entry): boolean {
    if (this.#list.find(entry.id)) return false
    if (this.#arrivals) return this.#arrivals.exchange(id, () => this.#items.entry(entry))
    return this.#list.exchange(id, this.#items.entry(entry))
  }

  #advance(event: string, entry?: Entry): Step {
    const step = advance(this.#position, event, entry)
    this.#position = step.position
    return step
  }
}
