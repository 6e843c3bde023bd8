import { ENTRY_FIELDS, type FieldName, rawLimit } from '../server/shared/entry-fields.ts'
import { measure } from '../server/shared/text/characters.ts'
import { normalizeText } from '../server/shared/text/normalize.ts'
import type { Status } from './status.ts'
import type { Words } from './words.ts'

/** How long typing has to rest before anything is said, in milliseconds. */
const REST = 400

/** How near the limit counts as near, as a part of it. */
const NEAR = 0.1

type Control = HTMLInputElement | HTMLTextAreaElement

/** Says how much room is left once there is little, as the server counts it, and not while the writer is typing. */
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
  }

  readonly #onInput = ({ target }: Event) => {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#say(target as Control), REST)
  }

  #say({ name, value }: Control): void {
    const field = name as FieldName
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
