/** The form's line that says how things stand: read out politely, and the only one of its kind. */
export class Status {
  readonly #element: Element

  constructor(element: Element) {
    this.#element = element
  }

  /** Says `text`. What is said already is not said again: it would be read out twice. */
  show(text: string): void {
    if (this.#element.textContent !== text) this.#element.textContent = text
  }

  /** Says `text` where nothing is said. */
  showIfEmpty(text: string): void {
    if (!this.#element.textContent) this.show(text)
  }

  /** Takes `text` back, unless something else was said since. */
  clear(text: string): void {
    if (this.#element.textContent === text) this.#element.textContent = ''
  }
}
