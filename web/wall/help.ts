const SHOWN_MS = 12_000

/** What the keys do, and whether the screen may switch itself off: shown for a while at the start, and on request. */
export class Help {
  readonly #panel: HTMLElement
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(panel: HTMLElement) {
    this.#panel = panel
  }

  show(): void {
    this.#panel.hidden = false
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.hide(), SHOWN_MS)
  }

  hide(): void {
    this.#panel.hidden = true
  }

  toggle(): void {
    if (this.#panel.hidden) this.show()
    else this.hide()
  }

  /** Says that the browser cannot keep the screen awake, as soon as that is known. */
  warnOfSleep(isAwake: boolean): void {
    const warning = this.#panel.querySelector<HTMLElement>('.sleep')
    if (!warning || warning.hidden === isAwake) return
    warning.hidden = isAwake
    if (!isAwake) this.show()
  }
}
