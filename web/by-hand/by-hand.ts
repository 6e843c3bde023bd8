import type { PadText } from '../../server/common/signature/pad-text.ts'
import { FILLED } from '../signing/filled.ts'

type Pads = typeof import('./signature.ts')

/** Offers to sign by hand. The pad is loaded on demand. Drawing takes a pointer, so the Tab key skips the button. */
export class ByHand {
  readonly #form: HTMLFormElement
  readonly #button = document.createElement('input')
  #isAsked = false

  constructor(form: HTMLFormElement) {
    this.#form = form
  }

  start(): void {
    const field = this.#form.querySelector<HTMLElement>('.field[data-script]')
    if (!field) return
    const text: PadText = JSON.parse(field.dataset.text ?? '')
    const button = Object.assign(this.#button, { type: 'button', className: 'draw', value: text.draw, tabIndex: -1 })
    field.append(button)
    const open = (isMeant: boolean) => {
      if (this.#isAsked) return
      this.#isAsked = true
      this.#open(field, text, isMeant).catch(() => {
        // The next click tries again.
        this.#isAsked = false
      })
    }
    const openDrawn = () => {
      if (this.#form.querySelector<HTMLInputElement>('[name=signature]')?.value) open(false)
    }
    button.addEventListener('click', () => open(true))
    this.#form.addEventListener(FILLED, openDrawn)
    openDrawn()
  }

  async #open(field: HTMLElement, text: PadText, isMeant: boolean): Promise<void> {
    const { script = '', style = '' } = field.dataset
    const [pads] = await Promise.all([import(new URL(script, location.href).href) as Promise<Pads>, loadStyle(style)])
    new pads.SignaturePad({ form: this.#form, field, button: this.#button, text }).start(isMeant)
  }
}

function loadStyle(address: string): Promise<unknown> {
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: address })
  return new Promise((resolve, reject) => {
    link.onload = resolve
    link.onerror = reject
    document.head.append(link)
  })
}
