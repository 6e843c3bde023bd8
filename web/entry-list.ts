import { compareIds } from '../server/shared/log-id.ts'
import { saysTheSame } from './entry-item.ts'
import type { Times } from './times.ts'
import type { Words } from './words.ts'

/** An event of the list's element: what was not yet acknowledged has come from the server, as an entry. */
export const TAKEN_IN = 'taken-in'

/** The book's list of entries as it stands in the page, with the number of all entries above it. Newest first, each id once. */
export class EntryList {
  readonly element: HTMLOListElement
  readonly #heading: HTMLElement
  readonly #words: Words
  readonly #times: Times
  readonly #removed = new Set<string>()
  #unconfirmed: HTMLLIElement | undefined

  constructor(element: HTMLOListElement, heading: HTMLElement, words: Words, times: Times) {
    this.element = element
    this.#heading = heading
    this.#words = words
    this.#times = times
  }

  /** How many entries the whole book has. */
  get total(): number {
    return Number(this.element.dataset.total)
  }

  set total(total: number) {
    this.element.dataset.total = `${total}`
    this.#heading.textContent = this.#words.plural(this.#words.text.entries, total)
  }

  /** The items of acknowledged entries. */
  get items(): HTMLLIElement[] {
    return [...this.element.querySelectorAll<HTMLLIElement>(':scope > li[id]')]
  }

  /** True where an entry is in the list, or can no longer be. */
  knows(id: string): boolean {
    return this.#removed.has(id) || this.items.some((item) => item.id === id)
  }

  /** Puts an item where its id belongs. @returns whether the reader sees something new. */
  add(item: HTMLLIElement): boolean {
    if (this.knows(item.id)) return false
    const next = this.items.find(({ id }) => compareIds(id, item.id) < 0) ?? null
    const isOwn = this.awaits(item)
    if (isOwn) this.showUnconfirmed(undefined)
    this.#times.show(item)
    this.element.insertBefore(item, next)
    if (isOwn) this.element.dispatchEvent(new Event(TAKEN_IN))
    return !isOwn
  }

  /** Takes an entry out, for good. */
  remove(id: string): void {
    this.#removed.add(id)
    const item = this.items.find((candidate) => candidate.id === id)
    if (item?.contains(document.activeElement)) focusOn(this.#heading)
    item?.remove()
    // What is left between items is white space, with which a list would not count as empty.
    if (!this.element.firstElementChild) this.element.replaceChildren()
  }

  /** Shows other entries instead of all there are, but none that was removed. */
  replace(items: readonly HTMLLIElement[]): void {
    const kept = this.#unconfirmed ? [this.#unconfirmed] : []
    this.element.replaceChildren(...kept, ...items.filter(({ id }) => !this.#removed.has(id)))
    this.#times.show(this.element)
  }

  /** Shows above all others what was sent but not yet acknowledged, or nothing more of the kind. */
  showUnconfirmed(item: HTMLLIElement | undefined): void {
    this.#unconfirmed?.remove()
    this.#unconfirmed = item
    if (item) this.element.prepend(item)
  }

  /** True while it shows what is not yet acknowledged. */
  get isAwaiting(): boolean {
    return this.#unconfirmed !== undefined
  }

  /** True for the item of the entry that is not yet acknowledged. */
  awaits(item: HTMLLIElement): boolean {
    return this.#unconfirmed !== undefined && saysTheSame(this.#unconfirmed, item)
  }
}

/** Moves the focus to what is no control, without scrolling. */
export function focusOn(element: HTMLElement): void {
  element.tabIndex = -1
  element.focus({ preventScroll: true })
}
