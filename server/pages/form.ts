import { html } from 'ghtml'
import { type Draft, draftOf } from '../common/entry.ts'
import { ENTRY_FIELDS, FIELD_NAMES, type FieldName, isRequired } from '../common/entry-fields.ts'
import { BOOK_PATH } from '../common/paths.ts'
import { HONEYPOT } from '../signing/screening/honeypot.ts'
import type { PageContext } from './page-context.ts'
import { problemPlace, problemText } from './problem.ts'
import type { FormProblem } from './view.ts'

export interface FormState {
  readonly typed?: Draft
  readonly problem?: FormProblem
  readonly isReadOnly?: boolean
  /** By default, the form signs the book. */
  readonly target?: FormTarget | undefined
  /** HTML beside the button. */
  readonly beside?: string | undefined
}

/** What a form is for: its id, with which those of its fields begin; where it is sent; and the texts of its button and its way back. */
export interface FormTarget {
  readonly id: string
  readonly action: string
  readonly submit: string
  readonly cancel: string
}

const SIGN = { id: 'sign', action: BOOK_PATH, cancel: undefined }

const NOTHING = draftOf(() => '')

/** "off" would also lose what was typed when a visitor goes back. */
const AUTOCOMPLETE: Readonly<Record<FieldName, 'name' | undefined>> = { message: undefined, name: 'name' }

/**
 * Renders the form, with the reason of a refusal above its field: below a long message it would be out of sight. Fields of one line stand
 * beside the button.
 */
export function renderForm(state: FormState, context: PageContext): string {
  const { words } = context
  const { typed = NOTHING, problem, isReadOnly = false, beside = '' } = state
  const { id, action, submit, cancel } = state.target ?? { ...SIGN, submit: words.form.submit }
  const prefix = state.target ? `${id}-` : ''
  const place = problem && problemPlace(problem)
  const reason = problem === undefined ? '' : problemText(problem, context)
  const render = (field: FieldName) =>
    renderField(
      { field, id: prefix + field, typed: typed[field], reason: field === place ? reason : undefined },
      context,
    )
  const { writing } = context.assets
  const script = state.target || writing === undefined ? '' : html` data-script="${writing}"`
  return html`<form id="${id}" method="post" action="${action}"!${script}>
!${place === 'form' ? html`<p class="problem" id="${prefix}form-problem" role="alert" tabindex="-1" autofocus>${reason}</p>` : ''}
!${isReadOnly ? html`<p class="notice">${words.notices.readOnly}</p>` : ''}
!${FIELD_NAMES.filter((field) => ENTRY_FIELDS[field].hasLineBreaks).map(render)}<div class="foot">
!${FIELD_NAMES.filter((field) => !ENTRY_FIELDS[field].hasLineBreaks).map(render)}!${renderHoneypot(prefix, context)}<button>${submit}</button>!${beside}!${cancel === undefined ? '' : html`<a href="${BOOK_PATH}">${cancel}</a>`}
</div>
<p class="status" role="status"></p>
</form>`
}

interface FieldView {
  readonly field: FieldName
  readonly id: string
  readonly typed: string
  /** Undefined if the field is fine. */
  readonly reason: string | undefined
}

function renderField(view: FieldView, { words }: PageContext): string {
  const { field, id, reason } = view
  const problem =
    reason === undefined
      ? ''
      : html`<p class="problem" id="${id}-problem">${reason}</p>
`
  return html`<div class="field">
<label for="${id}">${words.form[field]}</label>
!${problem}!${renderControl(view)}
</div>
`
}

function renderControl({ field, id, typed, reason }: FieldView): string {
  // The blank placeholders let the style detect an empty field, whose direction is always left to right. A maxlength would silently cut off
  // a long text.
  const required = isRequired(field) ? ' required' : ''
  const filledIn = AUTOCOMPLETE[field]
  const autocomplete = filledIn === undefined ? '' : html` autocomplete="${filledIn}"`
  const common = html`!${required} placeholder=" " dir="auto"!${autocomplete}`
  const marks = reason === undefined ? '' : html` aria-invalid="true" aria-describedby="${id}-problem" autofocus`
  // Without the line break after the textarea's tag, a message's leading one would be lost.
  return ENTRY_FIELDS[field].hasLineBreaks
    ? html`<textarea id="${id}" name="${field}" rows="4"!${common}!${marks}>
${typed}</textarea>`
    : html`<input id="${id}" name="${field}" value="${typed}"!${common} enterkeyhint="send"!${marks}>`
}

/** The style hides it. Where there is none, as in text browsers, its label says what to do. */
function renderHoneypot(prefix: string, { words }: PageContext): string {
  return html`<div class="leave-empty" aria-hidden="true">
<label for="${prefix}${HONEYPOT}">${words.form.leaveEmpty}</label>
<input id="${prefix}${HONEYPOT}" name="${HONEYPOT}" tabindex="-1" autocomplete="off">
</div>
`
}
