import { ENTRY_FIELDS, rawLimit, TEXT_FIELDS } from '../../server/common/entry-fields.ts'
import { measure } from '../../server/common/text/characters.ts'
import { normalizeText } from '../../server/common/text/normalize.ts'
import type { Status } from '../status.ts'
import type { Words } from '../words.ts'

/** The count is shown after such a pause in typing. */
const TYPING_PAUSE_MS = 400

/** The count is shown if less than this fraction of the limit is left. */
const NEAR = 0.1

type Control = HTMLInputElement | HTMLTextAreaElement

/** Shows how many characters are left when there are few, counted as the server counts them. */
export class CharacterCount {
  readonly #form: HTMLFormElement
  readonly #status: Status
  readonly #words: Words
  #timer: ReturnType<typeof setTimeout> | undefined
  #said = ''

  constructor(form: HTMLFormElement, status: Status, words: Words) {
    this.#form = form
    this.#status = status
    this.#words = words
  }

  start(): void {
    this.#form.addEventListener('input', this.#onInput)
    // The visitor may have written something before this was loaded.
    const { activeElement } = document
    if (this.#form.contains(activeElement)) this.#count(activeElement)
  }

  readonly #onInput = ({ target }: Event) => this.#count(target)

  #count(control: EventTarget | null): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#say(control as Control), TYPING_PAUSE_MS)
  }

  #say({ name, value }: Control): void {
    const field = TEXT_FIELDS.find((known) => known === name)
    if (!field) return
    const { limit, hasLineBreaks: lineBreaks } = ENTRY_FIELDS[field]
    // What is far too long is refused as it is.
    const isRefusedRaw = value.length > rawLimit(field)
    const left = limit - measure(isRefusedRaw ? value : normalizeText(value, { lineBreaks })).characters
    if (left > limit * NEAR) {
      this.#status.clear(this.#said)
      return
    }
    const { charactersLeft, charactersOver } = this.#words.text
    this.#said = this.#words.plural(left < 0 ? charactersOver : charactersLeft, Math.abs(left))
    this.#status.show(this.#said)
  }
}
