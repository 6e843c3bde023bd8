import type { EntryList } from './entry-list.ts'
import { focusOn } from './entry-list.ts'
import { fetchPage, replaceAfterList } from './fetch-page.ts'
import type { Words } from './words.ts'

/** Adds older entries below the list instead of loading another page. If that fails, the link works as usual. */
export class OlderEntries {
  readonly #list: EntryList
  readonly #words: Words

  constructor(list: EntryList, words: Words) {
    this.#list = list
    this.#words = words
  }

  start(): void {
    document.addEventListener('click', this.#onClick)
  }

  readonly #onClick = (event: MouseEvent) => {
    const link = event.target instanceof Element && event.target.closest<HTMLAnchorElement>('a.older')
    const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
    if (!link || !isPlain || event.defaultPrevented) return
    event.preventDefault()
    if (!link.hasAttribute('aria-busy')) this.#load(link).catch(() => location.assign(link.href))
  }

  async #load(link: HTMLAnchorElement): Promise<void> {
    link.setAttribute('aria-busy', 'true')
    link.textContent = this.#words.text.loading
    const { href } = link
    const page = await fetchPage(href)
    if (!page) throw new Error(`expected the page at ${href}, but it has not changed`)
    for (const item of page.items) this.#list.add(item)
    replaceAfterList(this.#list.element, page.after)
    const [first] = page.items
    if (first?.isConnected) focusOn(first)
    // Anyone who leaves by a link and comes back finds the entries they were reading.
    history.replaceState(history.state, '', href)
  }
}
