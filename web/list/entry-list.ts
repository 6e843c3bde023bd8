import { compareIds } from '../../server/common/log-id.ts'
import type { Times } from '../times.ts'
import type { Words } from '../words.ts'
import { saysTheSame, updateItem } from './entry-item.ts'
import type { Extent } from './extent.ts'

/** An event of the list's element: the unconfirmed entry has arrived from the server. */
export const TAKEN_IN = 'taken-in'

/** The list of entries in the page and the total above it. Newest first, each id once. */
export class EntryList {
  readonly element: HTMLUListElement
  readonly #heading: HTMLElement
  readonly #words: Words
  readonly #times: Times
  readonly #extent: Extent
  readonly #removed = new Set<string>()
  #unconfirmed: HTMLLIElement | undefined

  constructor(element: HTMLUListElement, heading: HTMLElement, words: Words, times: Times, extent: Extent) {
    this.element = element
    this.#heading = heading
    this.#words = words
    this.#times = times
    this.#extent = extent
  }

  /** How many entries the whole book has. */
  get total(): number {
    return Number(this.element.dataset.total)
  }

  set total(total: number) {
    this.element.dataset.total = `${total}`
    this.#heading.textContent = this.#words.plural(this.#words.text.entries, total)
  }

  get items(): HTMLLIElement[] {
    return [...this.element.querySelectorAll<HTMLLIElement>(':scope > li[id]')]
  }

  find(id: string): HTMLLIElement | undefined {
    return this.items.find((item) => item.id === id)
  }

  /** True if an entry is in the list or was removed from it. */
  knows(id: string): boolean {
    return this.#removed.has(id) || this.find(id) !== undefined
  }

  /** Inserts an item in the order of ids. @returns whether the reader sees something new */
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

  /** Shows an entry as it is now, also if it was removed. Does nothing if its place is on another page. */
  place(item: HTMLLIElement): void {
    const shown = this.find(item.id)
    if (shown) {
      updateItem(shown, item)
      this.#times.show(shown)
    } else if (this.#extent.includes(item.id)) {
      this.readmit(item.id)
      this.add(item)
    }
  }

  /** Puts an item in the place of another. @returns false if the other is not in the list */
  exchange(id: string, item: HTMLLIElement): boolean {
    const old = this.find(id)
    if (!old) return false
    const isUnfolded = old.querySelector('details')?.open
    const control = item.querySelector('details')
    if (control && isUnfolded) control.open = true
    const hadFocus = old.contains(document.activeElement)
    this.#times.show(item)
    old.replaceWith(item)
    if (hadFocus) focusOn(item)
    return true
  }

  /** Removes an entry. It cannot be added again until it is readmitted: a late answer may still have it. */
  remove(id: string): void {
    this.#removed.add(id)
    const item = this.find(id)
    if (item?.contains(document.activeElement)) focusOn(this.#heading)
    item?.remove()
    // The style's :empty does not match white space.
    if (!this.element.firstElementChild) this.element.replaceChildren()
  }

  /** Allows an entry to be added again. */
  readmit(id: string): void {
    this.#removed.delete(id)
  }

  replace(items: readonly HTMLLIElement[]): void {
    const kept = this.#unconfirmed ? [this.#unconfirmed] : []
    this.element.replaceChildren(...kept, ...items.filter(({ id }) => !this.#removed.has(id)))
    this.#times.show(this.element)
  }

  /** Shows an unconfirmed entry above all others; undefined removes it. */
  showUnconfirmed(item: HTMLLIElement | undefined): void {
    this.#unconfirmed?.remove()
    this.#unconfirmed = item
    if (item) this.element.prepend(item)
  }

  get isAwaiting(): boolean {
    return this.#unconfirmed !== undefined
  }

  /** True if `item` is the confirmed form of the unconfirmed entry. */
  awaits(item: HTMLLIElement): boolean {
    return this.#unconfirmed !== undefined && saysTheSame(this.#unconfirmed, item)
  }
}

export function focusOn(element: HTMLElement): void {
  element.tabIndex = -1
  element.focus({ preventScroll: true })
}
