import { HEADING_FORMATS, headingUnit } from '../../server/common/headings.ts'
import { startOfDay } from '../relative-time.ts'
import type { Words } from '../words.ts'

/** Keeps a heading wherever another day or month begins, in the reader's time zone. */
export class Headings {
  readonly #list: Element
  readonly #formats: Readonly<Record<'day' | 'month', Intl.DateTimeFormat>>
  readonly #observer = new MutationObserver(() => this.#arrange())

  constructor(list: Element, { locale }: Words) {
    this.#list = list
    this.#formats = {
      day: new Intl.DateTimeFormat(locale, HEADING_FORMATS.day),
      month: new Intl.DateTimeFormat(locale, HEADING_FORMATS.month),
    }
  }

  start(): void {
    this.#arrange()
  }

  #arrange(): void {
    this.#observer.disconnect()
    let last: string | undefined
    let heading: Element | undefined
    for (const item of [...this.#list.children]) {
      if (item.className === 'part') {
        heading?.remove()
        heading = item
        continue
      }
      const time = item.querySelector<HTMLTimeElement>('.by time')?.dateTime
      // An entry that is not yet confirmed has no time.
      if (!time) continue
      const text = this.#textOf(Date.parse(time))
      if (last === undefined || text === last) heading?.remove()
      else if (!heading) item.before(createHeading(text))
      else if (heading.textContent !== text) heading.replaceWith(createHeading(text))
      last = text
      heading = undefined
    }
    heading?.remove()
    this.#observer.observe(this.#list, { childList: true })
  }

  #textOf(time: number): string {
    return this.#formats[headingUnit(startOfDay(time), startOfDay(Date.now()))].format(time)
  }
}

function createHeading(text: string): Element {
  const item = document.createElement('li')
  item.className = 'part'
  item.append(document.createElement('h3'))
  item.children[0]?.append(text)
  return item
}
