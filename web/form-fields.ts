import type { Draft } from '../server/shared/entry.ts'

/** What can be typed into the form, and the button that sends it. */
export class FormFields {
  readonly #message: HTMLTextAreaElement
  readonly #name: HTMLInputElement
  readonly #button: HTMLButtonElement
  readonly #label: string

  /** Throws where the form lacks a field. */
  constructor(form: HTMLFormElement) {
    this.#message = find(form, 'textarea')
    this.#name = find(form, 'input')
    this.#button = find(form, 'button')
    this.#label = this.#button.textContent
  }

  /** What is typed, as it is. */
  get typed(): Draft {
    return { name: this.#name.value, message: this.#message.value }
  }

  set typed({ name, message }: Draft) {
    this.#name.value = name
    this.#message.value = message
  }

  /** Lets nothing be typed, or again something. */
  set isLocked(isLocked: boolean) {
    this.#message.readOnly = this.#name.readOnly = isLocked
  }

  /** Says on the button what it does; undefined: what it did at first. */
  set label(text: string | undefined) {
    this.#button.textContent = text ?? this.#label
  }
}

function find<K extends 'textarea' | 'input' | 'button'>(form: HTMLFormElement, name: K): HTMLElementTagNameMap[K] {
  const element = form.querySelector(name)
  if (!element) throw new Error(`expected the form to have a ${name}, found none`)
  return element
}
