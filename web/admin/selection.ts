/** Selects all entries of a list at once, and says how many are selected. */
export class Selection {
  readonly #form: HTMLFormElement
  readonly #describe: (count: number) => string
  readonly #all: HTMLInputElement | null

  /** @param describe says how many are selected */
  constructor(form: HTMLFormElement, describe: (count: number) => string) {
    this.#form = form
    this.#describe = describe
    this.#all = form.querySelector('.all input')
  }

  start(): void {
    const label = this.#form.querySelector<HTMLElement>('.all')
    if (label) label.hidden = false
    this.#form.addEventListener('change', ({ target }) => {
      if (target === this.#all) for (const box of this.#boxes) box.checked = this.#all?.checked ?? false
      this.#show()
    })
    // Only now does a page from the browser's history have its boxes back.
    addEventListener('pageshow', this.#show)
    this.#show()
  }

  get #boxes(): HTMLInputElement[] {
    return [...this.#form.querySelectorAll<HTMLInputElement>('input[name=id]')]
  }

  readonly #show = () => {
    const boxes = this.#boxes
    const count = boxes.filter(({ checked }) => checked).length
    this.#form.querySelector('.bar')?.classList.toggle('idle', count === 0)
    const output = this.#form.querySelector('output')
    if (output) {
      output.hidden = count === 0
      output.textContent = this.#describe(count)
    }
    if (!this.#all) return
    this.#all.checked = count > 0 && count === boxes.length
    this.#all.indeterminate = count > 0 && count < boxes.length
  }
}
