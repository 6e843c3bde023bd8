import { clockFormat } from '../server/common/clock.ts'
import { ageOf } from './relative-time.ts'
import type { Words } from './words.ts'

type TimeWords = Pick<Words, 'language' | 'locale'> & {
  readonly text: Pick<Words['text'], 'justNow' | 'entryBy'>
}

const MINUTE_MS = 60_000

/** Shows times in relative form, in the reader's time zone. The full time is in the title. */
export class Times {
  readonly #words: TimeWords
  #formats: Formats | undefined

  constructor(words: TimeWords) {
    this.#words = words
  }

  /** Throws if the browser lacks the formats; times then stay as the server wrote them. */
  start(): void {
    this.#formats = createFormats(this.#words)
    this.show(document)
    setInterval(this.#update, MINUTE_MS)
    document.addEventListener('visibilitychange', this.#update)
  }

  /** Updates all times below `root`. Does nothing before `start`. */
  show(root: ParentNode): void {
    if (!this.#formats) return
    const { short, full } = this.#formats
    for (const element of root.querySelectorAll('time')) {
      const time = Date.parse(element.dateTime)
      if (Number.isNaN(time)) continue
      const text = short(time)
      if (element.textContent !== text) element.textContent = text
      // On the link if there is one: it can have the focus.
      const link = element.closest('a')
      const holder = link ?? element
      if (!holder.title) holder.title = full.format(time)
      // For screen readers, a link that is only a time says little.
      const name = link?.parentElement?.querySelector('bdi')?.textContent
      if (link && name)
        link.ariaLabel = this.#words.text.entryBy.replace('{name}', name).replace('{time}', link.textContent)
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

function createFormats({ language, locale, text }: TimeWords): Formats {
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long' })
  return {
    short(time) {
      const age = ageOf(time, Date.now())
      if (age === 'now') return text.justNow
      return age === 'date' ? date.format(time) : relative.format(age.value, age.unit)
    },
    full: new Intl.DateTimeFormat(locale, { dateStyle: 'full', ...clockFormat(language) }),
  }
}
