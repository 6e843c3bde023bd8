import type { Entry } from '../../server/common/entry.ts'
import { compareIds } from '../../server/common/log-id.ts'
import type { Times } from '../times.ts'
import { type EntryItems, updateItem } from './entry-item.ts'
import type { EntryList } from './entry-list.ts'
import { Folds } from './folds.ts'

interface Step {
  readonly id: string
  readonly act: () => void
}

/** The pinned entries above the list. They change while that moves nothing that is being read; removed ones leave at once. */
export class Pins {
  readonly #list: EntryList
  readonly #items: EntryItems
  readonly #times: Times
  readonly #element: HTMLUListElement
  #later: Step[] = []

  constructor(list: EntryList, items: EntryItems, times: Times) {
    this.#list = list
    this.#items = items
    this.#times = times
    this.#element = document.querySelector<HTMLUListElement>('ul.pins') ?? makeList()
  }

  start(): void {
    if (!this.#element.isConnected) this.#list.element.before(this.#element)
    new Folds(this.#element).start()
    for (const type of ['scroll', 'resize']) addEventListener(type, this.#catchUp, { passive: true })
  }

  update(entry: Entry): void {
    const { id } = entry
    if (!entry.pinned) this.#take({ id, act: () => this.#drop(id) })
    else this.#take({ id, act: () => this.#put(id, this.#make(entry)) })
  }

  remove(id: string): void {
    this.#later = this.#later.filter((step) => step.id !== id)
    this.#drop(id)
  }

  /** Shows the items of a fetched page. */
  replace(items: readonly HTMLLIElement[]): void {
    for (const id of this.#ids) if (!items.some(({ dataset }) => dataset.id === id)) this.remove(id)
    for (const item of items) {
      const { id = '' } = item.dataset
      this.#take({ id, act: () => this.#put(id, item) })
    }
  }

  #take(step: Step): void {
    this.#later.push(step)
    this.#catchUp()
  }

  readonly #catchUp = () => {
    if (this.#later.length === 0 || !this.#isOutOfTheWay()) return
    const steps = this.#later
    this.#later = []
    for (const { act } of steps) act()
  }

  /** Above the screen, the browser keeps what is read in its place, if it knows how. */
  #isOutOfTheWay(): boolean {
    const { top } = this.#list.element.getBoundingClientRect()
    return top >= innerHeight / 2 || (top <= 0 && CSS.supports('overflow-anchor', 'auto'))
  }

  #put(id: string, item: HTMLLIElement): void {
    const shown = this.#find(id)
    if (shown) updateItem(shown, item)
    else {
      const next = this.#entries.find(({ dataset }) => compareIds(dataset.id ?? '', id) < 0) ?? null
      this.#element.insertBefore(item, next)
      this.#element.hidden = false
    }
    this.#times.show(this.#element)
  }

  #drop(id: string): void {
    this.#find(id)?.remove()
    this.#element.hidden = this.#entries.length === 0
  }

  #make(entry: Entry): HTMLLIElement {
    const item = this.#items.entry(entry)
    item.removeAttribute('id')
    item.dataset.id = entry.id
    const mark = item.querySelector('.pinned')
    // The heading says it for all of them.
    const heading = this.#element.querySelector('h3')
    if (heading && !heading.textContent) heading.textContent = mark?.textContent?.trim() ?? ''
    mark?.remove()
    return item
  }

  #find(id: string): HTMLLIElement | undefined {
    return this.#entries.find(({ dataset }) => dataset.id === id)
  }

  get #entries(): HTMLLIElement[] {
    return [...this.#element.querySelectorAll<HTMLLIElement>(':scope > li[data-id]')]
  }

  get #ids(): string[] {
    return this.#entries.map(({ dataset }) => dataset.id ?? '')
  }
}

function makeList(): HTMLUListElement {
  const list = document.createElement('ul')
  list.className = 'pins'
  list.role = 'list'
  list.hidden = true
  const part = document.createElement('li')
  part.className = 'part'
  part.append(document.createElement('h3'))
  list.append(part)
  return list
}
