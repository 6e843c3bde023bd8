import type { Draft } from '../../server/common/entry.ts'
import type { CheckedDraft } from '../../server/common/text/draft.ts'
import type { Status } from '../status.ts'
import type { Words } from '../words.ts'

type Aids = typeof import('./writing.ts')

/** The events of the form after which a visitor may write. */
const BEGINNINGS = ['pointerover', 'focusin', 'input']

/** The rules for texts and the count of characters, loaded once a visitor begins to write. Signing works without them. */
export class WritingAids {
  readonly #form: HTMLFormElement
  readonly #status: Status
  readonly #words: Words
  #aids: Aids | undefined

  constructor(form: HTMLFormElement, status: Status, words: Words) {
    this.#form = form
    this.#status = status
    this.#words = words
  }

  start(): void {
    this.#await()
    if (this.#form.contains(document.activeElement)) this.#onBeginning()
  }

  /** The draft as the server would store it; without the rules, as it is. */
  readonly check = (draft: Draft): CheckedDraft => this.#aids?.checkDraft(draft) ?? { ok: true, draft }

  #await(): void {
    for (const type of BEGINNINGS) this.#form.addEventListener(type, this.#onBeginning)
  }

  readonly #onBeginning = () => {
    for (const type of BEGINNINGS) this.#form.removeEventListener(type, this.#onBeginning)
    // After a failure, the next event tries again.
    this.#load().catch(() => this.#await())
  }

  async #load(): Promise<void> {
    const { script } = this.#form.dataset
    if (!script) return
    this.#aids = (await import(new URL(script, location.href).href)) as Aids
    new this.#aids.CharacterCount(this.#form, this.#status, this.#words).start()
  }
}
