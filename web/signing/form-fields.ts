import { type Draft, draftOf } from '../../server/common/entry.ts'
import { FIELD_NAMES, type FieldName, isDrawn, isRequired } from '../../server/common/entry-fields.ts'
import { FILLED } from './filled.ts'

type Control = HTMLInputElement | HTMLTextAreaElement

export class FormFields {
  readonly #form: HTMLFormElement
  readonly #button: HTMLButtonElement
  readonly #label: string

  /** Throws if the form lacks what every form has. */
  constructor(form: HTMLFormElement) {
    this.#form = form
    const lacks = FIELD_NAMES.find((field) => isRequired(field) && !this.#control(field))
    const button = form.querySelector<HTMLButtonElement>('button:not([type])')
    if (lacks || !button) throw new Error(`expected the form to have ${lacks ?? 'a button'}, found none`)
    this.#button = button
    this.#label = button.textContent
  }

  get typed(): Draft {
    return draftOf((field) => this.#control(field)?.value ?? '')
  }

  set typed(draft: Draft) {
    for (const field of FIELD_NAMES) {
      const text = draft[field] ?? ''
      const control = this.#control(field) ?? (text && isDrawn(field) && this.#isOffered && this.#addHidden(field))
      if (control) control.value = text
    }
    this.#form.dispatchEvent(new Event(FILLED))
  }

  set isLocked(isLocked: boolean) {
    for (const field of FIELD_NAMES) {
      const control = this.#control(field)
      if (control) control.readOnly = isLocked
    }
  }

  /** The button's text; undefined restores the original. */
  set label(text: string | undefined) {
    this.#button.textContent = text ?? this.#label
  }

  /** If visitors cannot sign by hand, a drawing from before would be refused. */
  get #isOffered(): boolean {
    return this.#form.querySelector('.field[data-script]') !== null
  }

  #control(field: FieldName): Control | null {
    return this.#form.querySelector(`[name="${field}"]`)
  }

  /** Keeps a drawing from before a reload. */
  #addHidden(name: FieldName): Control {
    const control = Object.assign(document.createElement('input'), { type: 'hidden', name })
    this.#form.append(control)
    return control
  }
}
