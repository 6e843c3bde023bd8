import { type EntryList, focusOn } from './entry-list.ts'
import type { Words } from './words.ts'

/** For how long new entries are counted together before they are read out, in milliseconds. */
const GATHERING = 1000

/** What is to take the place of the whole list, and how many entries are new in it. */
interface Replacement {
  readonly act: () => void
  readonly count: number
}

/**
 * New entries on their way into the list. While the list's top is in view they go in at once; once the reader has gone past
 * it they wait behind a button, so that nothing moves under the reader's eyes.
 */
export class Arrivals {
  readonly #list: EntryList
  readonly #words: Words
  readonly #region = document.createElement('p')
  readonly #button = document.createElement('button')
  #replacement: Replacement | undefined
  /** Newer than what is in the list, and than what is to replace it. */
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

  /** True while something waits to take the place of the list. */
  get isReplacing(): boolean {
    return this.#replacement !== undefined
  }

  /** Takes an item that may have come before. */
  receive(item: HTMLLIElement): void {
    if (this.#list.knows(item.id) || this.#waiting.some(({ id }) => id === item.id)) return
    if (this.#list.awaits(item) || (this.#waitingCount === 0 && this.#isTopInView())) {
      item.classList.add('arrived')
      if (this.#list.add(item)) this.#announce()
    } else {
      this.#waiting.push(item)
      this.#showWaiting()
    }
  }

  /**
   * Has the whole list replaced, by what includes all that waits.
   * @param added how many entries are new in it, beside those that wait
   */
  replace(act: () => void, added: number): void {
    const count = Math.max(1, this.#waitingCount + added)
    this.clear()
    if (this.#isTopInView()) act()
    else {
      this.#replacement = { act, count }
      this.#showWaiting()
    }
  }

  /** Forgets an entry that was removed. */
  withdraw(id: string): void {
    const remaining = this.#waiting.filter((item) => item.id !== id)
    if (remaining.length === this.#waiting.length) return
    this.#waiting = remaining
    this.#showWaiting()
  }

  /** Forgets all that waits. */
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

  /** Says to those who do not see it that something was added. */
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
