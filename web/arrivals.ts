import { compareIds } from '../server/common/log-id.ts'
import { type EntryList, focusOn } from './entry-list.ts'
import type { Words } from './words.ts'

/** New entries within this time are announced together, in milliseconds. */
const GATHERING = 1000

interface Replacement {
  readonly act: () => void
  readonly count: number
}

/**
 * Adds new entries to the list: at once while the top of the list is in view, otherwise when the reader presses a button,
 * so that nothing moves while someone reads.
 */
export class Arrivals {
  readonly #list: EntryList
  readonly #words: Words
  readonly #region = document.createElement('p')
  readonly #button = document.createElement('button')
  #replacement: Replacement | undefined
  /** Newer than the list and its replacement. */
  #waiting: HTMLLIElement[] = []
  #unread = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(list: EntryList, words: Words) {
    this.#list = list
    this.#words = words
    this.#region.className = 'arrivals'
    this.#region.setAttribute('role', 'status')
    this.#button.type = 'button'
  }

  start(): void {
    this.#button.addEventListener('click', this.#release)
    this.#list.element.before(this.#region)
  }

  /** True while a replacement of the whole list waits for the button. */
  get isReplacing(): boolean {
    return this.#replacement !== undefined
  }

  receive(item: HTMLLIElement): void {
    if (this.#list.knows(item.id) || this.#waiting.some(({ id }) => id === item.id)) return
    if (this.#list.awaits(item) || (this.#waitingCount === 0 && this.#isTopInView())) {
      item.classList.add('arrived')
      if (this.#list.add(item)) this.#announce()
    } else this.#wait(item)
  }

  /** Shows an entry as it is now, where it stands or waits. `make` makes its item. */
  place(make: () => HTMLLIElement): void {
    const item = make()
    const index = this.#waiting.findIndex(({ id }) => id === item.id)
    const [first] = this.#waiting
    if (index >= 0) this.#waiting[index] = item
    else if (first && compareIds(item.id, first.id) > 0 && !this.#list.find(item.id)) this.#wait(item)
    else this.#afterReplacement(() => this.#list.place(make()))
  }

  /** Puts an item in the place of another. `make` makes it. @returns false if the other neither stands nor waits here */
  exchange(id: string, make: () => HTMLLIElement): boolean {
    const index = this.#waiting.findIndex((item) => item.id === id)
    if (index >= 0) this.#waiting[index] = make()
    else if (this.#list.find(id)) this.#afterReplacement(() => this.#list.exchange(id, make()))
    else return false
    return true
  }

  /** Replaces the whole list by one with all waiting entries and `added` other new ones, now or when the button is pressed. */
  replace(act: () => void, added: number): void {
    const count = Math.max(1, this.#waitingCount + added)
    this.clear()
    if (this.#isTopInView()) act()
    else {
      this.#replacement = { act, count }
      this.#showWaiting()
    }
  }

  withdraw(id: string): void {
    const remaining = this.#waiting.filter((item) => item.id !== id)
    if (remaining.length === this.#waiting.length) return
    this.#waiting = remaining
    this.#showWaiting()
  }

  clear(): void {
    this.#replacement = undefined
    this.#waiting = []
    this.#showWaiting()
  }

  readonly #release = () => {
    const [replacement, items] = [this.#replacement, this.#waiting]
    this.clear()
    replacement?.act()
    for (const item of items) {
      item.classList.add('arrived')
      this.#list.add(item)
    }
    const [newest] = this.#list.items
    if (!newest) return
    focusOn(newest)
    newest.scrollIntoView({ block: 'center' })
  }

  #wait(item: HTMLLIElement): void {
    this.#list.readmit(item.id)
    this.#waiting.push(item)
    this.#showWaiting()
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

  #isTopInView(): boolean {
    return this.#list.element.getBoundingClientRect().top >= 0
  }

  get #waitingCount(): number {
    return (this.#replacement?.count ?? 0) + this.#waiting.length
  }

  #showWaiting(): void {
    this.#button.textContent = this.#count(this.#waitingCount)
    if (this.#waitingCount > 0) this.#region.replaceChildren(this.#button)
    else this.#region.replaceChildren()
  }

  /** Tells screen readers how many entries were added. */
  #announce(): void {
    this.#unread += 1
    this.#timer ??= setTimeout(() => {
      const text = document.createElement('span')
      text.className = 'unseen'
      text.textContent = this.#count(this.#unread)
      if (this.#waitingCount === 0) this.#region.replaceChildren(text)
      this.#unread = 0
      this.#timer = undefined
    }, GATHERING)
  }

  #count(number: number): string {
    return this.#words.plural(this.#words.text.newEntries, number)
  }
}
