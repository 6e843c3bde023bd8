/** The form's status line, a polite live region. */
export class Status {
  readonly #element: Element

  constructor(element: Element) {
    this.#element = element
  }

  /** Shows `text`. The same text is not set again, because screen readers would read it twice. */
  show(text: string, isThanks = false): void {
    if (this.#element.textContent !== text) this.#element.textContent = text
    this.#element.classList.toggle('thanks', isThanks)
  }

  showIfEmpty(text: string): void {
    if (!this.#element.textContent) this.show(text)
  }

  clear(text: string): void {
    if (this.#element.textContent === text) this.#element.textContent = ''
  }
}
