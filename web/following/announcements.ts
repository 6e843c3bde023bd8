/** Screen readers hear of new entries after so long, and then at most once per interval. */
const GATHERING_MS = 1000
const INTERVAL_MS = 15_000

/** Tells screen readers about new entries, in one sentence for all that come together. */
export class Announcements {
  readonly region = document.createElement('p')
  readonly #sentence: () => string
  #pending: ReturnType<typeof setTimeout> | undefined
  #announcedAt = Number.NEGATIVE_INFINITY

  /** @param sentence what to announce by now; empty if there is nothing any more */
  constructor(sentence: () => string) {
    this.#sentence = sentence
    this.region.className = 'unseen'
    this.region.setAttribute('role', 'status')
  }

  announceSoon(): void {
    const due = Math.max(GATHERING_MS, this.#announcedAt + INTERVAL_MS - performance.now())
    this.#pending ??= setTimeout(() => {
      this.#pending = undefined
      const sentence = this.#sentence()
      if (sentence === '') return
      this.#announcedAt = performance.now()
      this.region.textContent = sentence
    }, due)
  }
}
