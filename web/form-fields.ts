import { type Draft, draftOf } from '../server/common/entry.ts'
import { FIELD_NAMES, type FieldName } from '../server/common/entry-fields.ts'

type Control = HTMLInputElement | HTMLTextAreaElement

export class FormFields {
  readonly #controls = new Map<FieldName, Control>()
  readonly #button: HTMLButtonElement
  readonly #label: string

  /** Throws if the form lacks a field. */
  constructor(form: HTMLFormElement) {
    for (const field of FIELD_NAMES) this.#controls.set(field, find<Control>(form, `[name="${field}"]`))
    this.#button = find(form, 'button')
    this.#label = this.#button.textContent
  }

  get typed(): Draft {
    return draftOf((field) => this.#controls.get(field)?.value ?? '')
  }

  set typed(draft: Draft) {
    for (const [field, control] of this.#controls) control.value = draft[field]
  }

  set isLocked(isLocked: boolean) {
    for (const control of this.#controls.values()) control.readOnly = isLocked
  }

  /** The button's text; undefined restores the original. */
  set label(text: string | undefined) {
    this.#button.textContent = text ?? this.#label
  }
}

function find<Element extends HTMLElement>(form: HTMLFormElement, selector: string): Element {
  const element = form.querySelector<Element>(selector)
  if (!element) throw new Error(`expected ${selector} in the form, found none`)
  return element
}
