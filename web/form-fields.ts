import type { Draft } from '../server/shared/entry.ts'

export class FormFields {
  readonly #message: HTMLTextAreaElement
  readonly #name: HTMLInputElement
  readonly #button: HTMLButtonElement
  readonly #label: string

  /** Throws if the form lacks a field. */
  constructor(form: HTMLFormElement) {
    this.#message = find(form, 'textarea')
    this.#name = find(form, 'input')
    this.#button = find(form, 'button')
    this.#label = this.#button.textContent
  }

  get typed(): Draft {
    return { name: this.#name.value, message: this.#message.value }
  }

  set typed({ name, message }: Draft) {
    this.#name.value = name
    this.#message.value = message
  }

  set isLocked(isLocked: boolean) {
    this.#message.readOnly = this.#name.readOnly = isLocked
  }

  /** The button's text; undefined restores the original. */
  set label(text: string | undefined) {
    this.#button.textContent = text ?? this.#label
  }
}

function find<K extends 'textarea' | 'input' | 'button'>(form: HTMLFormElement, name: K): HTMLElementTagNameMap[K] {
  const element = form.querySelector(name)
  if (!element) throw new Error(`expected the form to have a ${name}, found none`)
  return element
}
