import { compareIds } from '../../server/common/log-id.ts'
import { ENTRIES_ID } from '../../server/common/paths.ts'
import { type EntryList, focusOn } from '../list/entry-list.ts'
import { trimList } from '../list/trim-list.ts'
import type { Words } from '../words.ts'
import { Announcements } from './announcements.ts'

const MOST_ANIMATED = 3

/** Of more, the button shows the newest page. */
const MOST_WAITING = 200

interface Replacement {
  readonly act: () => void
  readonly count: number
}

/** Adds new entries while the list begins in the lower half of the screen. Otherwise a button does, so that nothing moves. */
export class Arrivals {
  readonly #list: EntryList
  readonly #words: Words
  /** The button is outside their region, or it would be read out with each number. */
  readonly #announcements = new Announcements(() => this.#takeAnnouncement())
  readonly #holder = document.createElement('p')
  readonly #button = document.createElement('button')
  #replacement: Replacement | undefined
  /** Newer than the list and its replacement. */
  #waiting: HTMLLIElement[] = []
  /** Those of one batch, oldest first. */
  #incoming: HTMLLIElement[] = []
  /** How many waiting entries were too many to keep. */
  #forgotten = 0
  #unread = 0

  constructor(list: EntryList, words: Words) {
    this.#list = list
    this.#words = words
    this.#holder.className = 'arrivals'
    this.#button.type = 'button'
  }

  start(): void {
    this.#button.addEventListener('click', this.#release)
    this.#list.element.before(this.#holder, this.#announcements.region)
  }

  /** True while a replacement of the whole list waits for the button. */
  get isReplacing(): boolean {
    return this.#replacement !== undefined
  }

  receive(item: HTMLLIElement): void {
    const isKnown = [...this.#waiting, ...this.#incoming].some(({ id }) => id === item.id)
    if (isKnown || this.#list.knows(item.id)) return
    if (this.#list.awaits(item)) this.#insert([item])
    else {
      if (this.#incoming.length === 0) setTimeout(() => this.#takeIn())
      this.#incoming.push(item)
    }
  }

  #insert(items: readonly HTMLLIElement[]): void {
    for (const item of items) {
      if (items.length <= MOST_ANIMATED) item.classList.add('arrived')
      if (this.#list.add(item)) this.#unread += 1
    }
    trimList(this.#list)
    this.#announcements.announceSoon()
  }

  /** Shows an entry as it is now, where it stands or waits. `make` makes its item. */
  place(make: () => HTMLLIElement): void {
    this.#takeIn()
    const item = make()
    const index = this.#waiting.findIndex(({ id }) => id === item.id)
    const [first] = this.#waiting
    if (index >= 0) this.#waiting[index] = item
    else if (first && compareIds(item.id, first.id) > 0 && !this.#list.find(item.id)) this.#wait([item])
    else this.#afterReplacement(() => this.#list.place(make()))
  }

  /** Puts an item in the place of another. `make` makes it. @returns false if the other neither stands nor waits here */
  exchange(id: string, make: () => HTMLLIElement): boolean {
    this.#takeIn()
    const index = this.#waiting.findIndex((item) => item.id === id)
    if (index >= 0) this.#waiting[index] = make()
    else if (this.#list.find(id)) this.#afterReplacement(() => this.#list.exchange(id, make()))
    else return false
    return true
  }

  /** Replaces the whole list by one with all waiting entries and `added` other new ones, now or when the button is pressed. */
  replace(act: () => void, added: number): void {
    this.#takeIn()
    const count = Math.max(1, this.#waitingCount + added)
    this.clear()
    if (this.#isOutOfTheWay()) act()
    else {
      this.#replacement = { act, count }
      this.#showWaiting()
    }
  }

  withdraw(id: string): void {
    this.#takeIn()
    const remaining = this.#waiting.filter((item) => item.id !== id)
    if (remaining.length === this.#waiting.length) return
    this.#waiting = remaining
    this.#showWaiting()
  }

  clear(): void {
    this.#replacement = undefined
    this.#waiting = []
    this.#forgotten = 0
    this.#showWaiting()
  }

  readonly #release = () => {
    const [replacement, items] = [this.#replacement, this.#waiting]
    const isComplete = this.#forgotten === 0
    this.clear()
    // Entries between the list and the waiting ones are missing.
    if (!isComplete) {
      document.getElementById(ENTRIES_ID)?.scrollIntoView()
      return location.reload()
    }
    replacement?.act()
    for (const item of items) {
      item.classList.add('arrived')
      this.#list.add(item)
    }
    trimList(this.#list)
    const [newest] = this.#list.items
    if (!newest) return
    focusOn(newest)
    newest.scrollIntoView({ block: 'center' })
  }

  #wait(items: readonly HTMLLIElement[]): void {
    for (const { id } of items) this.#list.readmit(id)
    this.#waiting.push(...items)
    this.#forgotten += Math.max(0, this.#waiting.length - MOST_WAITING)
    this.#waiting = this.#waiting.slice(-MOST_WAITING)
    this.#showWaiting()
    this.#unread = 0
    this.#announcements.announceSoon()
  }

  #takeIn(): void {
    const items = this.#incoming
    this.#incoming = []
    if (items.length > 0 && this.#waitingCount === 0 && this.#isOutOfTheWay()) this.#insert(items)
    else if (items.length > 0) this.#wait(items)
  }

  /** Acts now, and again on the list that replaces this one. */
  #afterReplacement(act: () => void): void {
    act()
    if (!this.#replacement) return
    const { act: replace, count } = this.#replacement
    this.#replacement = {
      count,
      act: () => {
        replace()
        act()
      },
    }
  }

  /** True if the list begins in the lower half of the screen: then new entries move nothing that is being read. */
  #isOutOfTheWay(): boolean {
    return this.#list.element.getBoundingClientRect().top >= innerHeight / 2
  }

  get #waitingCount(): number {
    return (this.#replacement?.count ?? 0) + this.#waiting.length + this.#forgotten
  }

  #showWaiting(): void {
    const count = this.#waitingCount
    this.#button.textContent = this.#count(count)
    // Appended again, it would lose the focus.
    if (count === 0) this.#button.remove()
    else if (!this.#button.isConnected) this.#holder.append(this.#button)
  }

  /** How many entries wait for the button, or were added since the last announcement; empty if none. */
  #takeAnnouncement(): string {
    const count = this.#waitingCount || this.#unread
    this.#unread = 0
    return count === 0 ? '' : this.#count(count)
  }

  #count(number: number): string {
    return this.#words.plural(this.#words.text.newEntries, number)
  }
}
