import { dropOldest } from '../common/drop-oldest.ts'

/** Each takes up to 100 KB, and what is rendered from it as much for each variant. */
const MOST_PAGES = 32

/** How many keys are remembered for which only one reader has asked. */
const MOST_KEYS = 256

/** Keeps pages that more than one reader asks for, while the book stays the same. Benchmark row: "GET /?before=, all the same page". */
export class RecentPages<Page> {
  readonly #asked = new Set<string>()
  readonly #pages = new Map<string, Page>()
  #version: number | undefined

  get(key: string, version: number): Page | undefined {
    return version === this.#version ? this.#pages.get(key) : undefined
  }

  /** Keeps a page if it was asked for before. */
  add(key: string, version: number, page: Page): void {
    if (version !== this.#version) this.#pages.clear()
    this.#version = version
    if (this.#asked.has(key)) {
      this.#pages.set(key, page)
      dropOldest(this.#pages, MOST_PAGES)
    } else {
      this.#asked.add(key)
      dropOldest(this.#asked, MOST_KEYS)
    }
  }
}
