import { fetchPage, replaceAfterList } from '../fetch-page.ts'
import { isPlainClick } from '../plain-click.ts'
import type { Words } from '../words.ts'
import { type EntryList, focusOn } from './entry-list.ts'

/** More pages than this are not loaded again after a reload. */
const MOST_AGAIN = 50

/** A place is remembered after so long without scrolling: browsers limit how often it can be. */
const REST_MS = 300

/** In the history's state: how many pages were added, and how far the page was scrolled, so that a reload leads there again. */
interface Place {
  readonly added?: number
  readonly top?: number
}

/** Adds older entries below the list instead of loading another page. If that fails, the link works as usual. */
export class OlderEntries {
  readonly #list: EntryList
  readonly #words: Words
  #added = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(list: EntryList, words: Words) {
    this.#list = list
    this.#words = words
  }

  start(): void {
    document.addEventListener('click', this.#onClick)
    addEventListener('scroll', this.#onScroll, { passive: true })
    void this.#restore()
  }

  readonly #onClick = (event: MouseEvent) => {
    const link = event.target instanceof Element && event.target.closest<HTMLAnchorElement>('a.older')
    if (!link || !isPlainClick(event) || event.defaultPrevented) return
    event.preventDefault()
    if (link.hasAttribute('aria-busy')) return
    this.#load(link).then(
      (first) => first?.isConnected && focusOn(first),
      () => location.assign(link.href),
    )
  }

  /** @returns the first entry that was added */
  async #load(link: HTMLAnchorElement): Promise<HTMLLIElement | undefined> {
    link.setAttribute('aria-busy', 'true')
    link.textContent = this.#words.text.loading
    const { href } = link
    const page = await fetchPage(href)
    if (!page) throw new Error(`expected the page at ${href}, but it has not changed`)
    for (const item of page.items) this.#list.add(item)
    replaceAfterList(this.#list.element, page.after)
    this.#added += 1
    this.#remember()
    return page.items[0]
  }

  readonly #onScroll = () => {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#remember(), REST_MS)
  }

  #remember(): void {
    if (this.#added === 0) return
    const place: Place = { added: this.#added, top: scrollY }
    history.replaceState({ ...history.state, ...place }, '')
  }

  async #restore(): Promise<void> {
    const { added = 0, top = 0 }: Place = history.state ?? {}
    try {
      while (this.#added < Math.min(added, MOST_AGAIN)) {
        const link = document.querySelector<HTMLAnchorElement>('a.older')
        if (!link) break
        await this.#load(link)
        // Until all is there, the first pages would overwrite it.
        history.replaceState({ ...history.state, added, top }, '')
      }
    } catch {
      // The link is there.
    }
    if (this.#added > 0) scrollTo(0, top)
  }
}
