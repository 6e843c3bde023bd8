const LINK = '.by a[href]'

/** Makes the links to entries one stop of the Tab key. Arrow keys, Home and End lead on (ARIA's "roving tabindex"). */
export class TabStops {
  readonly #list: Element
  /** Where the reader was last. */
  #last: HTMLElement | undefined

  constructor(list: Element) {
    this.#list = list
  }

  start(): void {
    this.#arrange()
    new MutationObserver(() => this.#arrange()).observe(this.#list, { childList: true })
    this.#list.addEventListener('focusin', ({ target }) => {
      if (!(target instanceof HTMLElement) || !target.matches(LINK) || target === this.#last) return
      this.#last = target
      this.#arrange()
    })
    this.#list.addEventListener('keydown', (event) => this.#move(event as KeyboardEvent))
  }

  #links(): HTMLElement[] {
    return [...this.#list.querySelectorAll<HTMLElement>(LINK)]
  }

  #arrange(): void {
    const links = this.#links()
    const stop = this.#last?.isConnected ? this.#last : links[0]
    for (const link of links) link.tabIndex = link === stop ? 0 : -1
  }

  #move(event: KeyboardEvent): void {
    const { key, target, altKey, ctrlKey, metaKey, shiftKey } = event
    if (altKey || ctrlKey || metaKey || shiftKey) return
    const links = this.#links()
    const at = links.indexOf(target as HTMLElement)
    if (at < 0) return
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[key]
    const link = next === undefined ? undefined : links[next]
    if (!link) return
    event.preventDefault()
    link.focus()
  }
}
