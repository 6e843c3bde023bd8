import { createPlural } from '../../server/common/plural.ts'
import type { WallScriptText } from '../../server/common/wall.ts'
import { ageOf } from '../relative-time.ts'

const INTERVAL_MS = 30_000

/** The line that says how many entries there are, and how long ago the last one was written. */
export class Count {
  readonly #text: WallScriptText
  readonly #plural = createPlural(document.documentElement.lang)
  readonly #relative = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' })
  #total: number | undefined
  /** In milliseconds since 1970. */
  #last: number | undefined

  constructor(text: WallScriptText) {
    this.#text = text
  }

  start(): void {
    setInterval(() => this.show(), INTERVAL_MS)
  }

  set(total: number, last: string | undefined): void {
    this.#total = total
    this.#last = last === undefined ? undefined : Date.parse(last)
    this.show()
  }

  /** Writes the line again: it may be another element, or another minute. */
  show(): void {
    const line = document.querySelector('.count')
    if (!line || this.#total === undefined) return
    const text = this.#total === 0 ? '' : this.#line(this.#plural(this.#text.entries, this.#total))
    if (line.textContent !== text) line.textContent = text
  }

  #line(entries: string): string {
    if (this.#last === undefined) return entries
    const age = ageOf(this.#last, Date.now())
    if (age === 'date') return entries
    const time = age === 'now' ? this.#text.justNow : this.#relative.format(age.value, age.unit)
    return this.#text.lastOne.replace('{entries}', () => entries).replace('{time}', () => time)
  }
}
