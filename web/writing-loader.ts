import { hasDraft } from './draft-name.ts'
import type { SigningParts } from './signing.ts'

/** The events of the form after which a visitor may write. */
const BEGINNINGS = ['pointerover', 'focusin', 'input']

/** Loads what a visitor needs to write when they begin to, so that the first view stays small for those who read. */
export class Writing {
  readonly #parts: Omit<SigningParts, 'drafts'>
  #loading: Promise<void> | undefined
  #isReady = false

  constructor(parts: Omit<SigningParts, 'drafts'>) {
    this.#parts = parts
  }

  start(): void {
    const { form } = this.#parts
    if (!form.dataset.script) return
    for (const type of BEGINNINGS) form.addEventListener(type, this.#load, { once: true })
    form.addEventListener('submit', this.#onSubmit)
    const isFilled = [...form.querySelectorAll<HTMLInputElement>('[name]')].some(({ value }) => value !== '')
    if (isFilled || hasDraft() || form.contains(document.activeElement)) void this.#load()
  }

  readonly #load = () => {
    this.#loading ??= this.#start()
    // Without it, the form works as the server sent it.
    this.#loading.catch(console.error)
    return this.#loading
  }

  async #start(): Promise<void> {
    const { startWriting } = await import(new URL(this.#parts.form.dataset.script ?? '', location.href).href)
    startWriting(this.#parts)
    this.#isReady = true
  }

  /** A form sent before everything is there waits for it. */
  readonly #onSubmit = (event: Event) => {
    const { form } = this.#parts
    if (this.#isReady) return
    event.preventDefault()
    this.#load().then(
      () => form.requestSubmit(),
      () => form.submit(),
    )
  }
}
