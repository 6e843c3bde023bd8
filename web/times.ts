import { ageOf } from './relative-time.ts'
import type { Words } from './words.ts'

const MINUTE = 60_000

/** Says times as people do, in the reader's language and time zone; the full time stays within reach. */
export class Times {
  readonly #words: Words
  #formats: Formats | undefined

  constructor(words: Words) {
    this.#words = words
  }

  /** Throws where the browser does not know how to speak of times: they stay as the server wrote them. */
  start(): void {
    this.#formats = createFormats(this.#words)
    this.show(document)
    setInterval(this.#update, MINUTE)
    document.addEventListener('visibilitychange', this.#update)
  }

  /** Brings all times below `root` up to date, once this has started. */
  show(root: ParentNode): void {
    if (!this.#formats) return
    const { short, full } = this.#formats
    for (const element of root.querySelectorAll('time')) {
      const time = Date.parse(element.dateTime)
      if (Number.isNaN(time)) continue
      const text = short(time)
      if (element.textContent !== text) element.textContent = text
      // On the link, whose description a title is: the time alone gets no focus.
      const holder = element.closest('a') ?? element
      if (!holder.title) holder.title = full.format(time)
    }
  }

  readonly #update = () => {
    if (!document.hidden) this.show(document)
  }
}

interface Formats {
  readonly short: (time: number) => string
  readonly full: Intl.DateTimeFormat
}

function createFormats({ language, text }: Words): Formats {
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long' })
  return {
    short(time) {
      const age = ageOf(time, Date.now())
      if (age === 'now') return text.justNow
      return age === 'date' ? date.format(time) : relative.format(age.value, age.unit)
    },
    full: new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short' }),
  }
}
