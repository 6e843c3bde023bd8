import { COUNT_PATH } from '../../server/common/admin-paths.ts'
import type { AdminScriptText } from '../../server/common/admin-script-text.ts'
import type { Plural } from '../../server/common/plural.ts'
import { addressOf } from '../address.ts'

const INTERVAL_MS = 10_000

/** While the page is visible, keeps the number of waiting entries in the title, and says if more have come than it shows. */
export class WaitingCount {
  readonly #text: AdminScriptText
  readonly #plural: Plural
  readonly #title = document.title
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(text: AdminScriptText, plural: Plural) {
    this.#text = text
    this.#plural = plural
  }

  start(): void {
    document.addEventListener('visibilitychange', this.#restart)
    this.#restart()
  }

  readonly #restart = () => {
    clearTimeout(this.#timer)
    if (!document.hidden) this.#timer = setTimeout(this.#ask, INTERVAL_MS)
  }

  /** After a failure it asks again later. */
  readonly #ask = async () => {
    try {
      const response = await fetch(addressOf(COUNT_PATH), { headers: { accept: 'application/json' } })
      if (response.ok) this.#show(((await response.json()) as { waiting: number }).waiting)
    } catch {}
    this.#restart()
  }

  #show(waiting: number): void {
    const { count, more, waiting: words } = this.#text
    const isQueue = count !== undefined
    // The queue's own title begins with the number it had.
    const rest = isQueue ? this.#title.slice(this.#title.indexOf(' – ') + 3) : this.#title
    document.title = waiting === 0 ? rest : `${this.#plural(words, waiting)} – ${rest}`
    const link = document.querySelector<HTMLElement>('.more a')
    if (!link || !isQueue) return
    link.hidden = waiting <= count
    link.textContent = waiting > count ? this.#plural(more, waiting - count) : ''
  }
}
