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
}

/** What a form is for: its id, where it is sent, and the text of its button. */
export interface FormTarget {
  readonly id: string
  readonly action: string
  readonly submit: string
}

const NOTHING = draftOf(() => '')

/** "off" would also lose what was typed when a visitor goes back. */
const AUTOCOMPLETE: Readonly<Record<FieldName, 'name' | undefined>> = { message: undefined, name: 'name' }

/**
 * Renders the form, with the reason of a refusal above its field: below a long message it would be out of sight. Fields of one line stand
 * beside the button.
 */
export function renderForm(state: FormState, context: PageContext): string {
  const { words } = context
  const { typed = NOTHING, problem, isReadOnly = false } = state
  const { id, action, submit } = state.target ?? { id: 'sign', action: BOOK_PATH, submit: words.form.submit }
  const place = problem && problemPlace(problem)
  const reason = problem === undefined ? '' : problemText(problem, context)
  const render = (field: FieldName) => renderField(field, typed[field], field === place ? reason : undefined, context)
  return html`<form id="${id}" method="post" action="${action}">
!${place === 'form' ? html`<p class="problem" id="form-problem" role="alert" tabindex="-1" autofocus>${reason}</p>` : ''}
!${isReadOnly ? html`<p class="notice">${words.notices.readOnly}</p>` : ''}
!${FIELD_NAMES.filter((field) => ENTRY_FIELDS[field].hasLineBreaks).map(render)}<div class="foot">
!${FIELD_NAMES.filter((field) => !ENTRY_FIELDS[field].hasLineBreaks).map(render)}!${renderHoneypot(context)}<button>${submit}</button>
</div>
<p class="status" role="status"></p>
</form>`
}

/** @param reason undefined if the field is fine */
function renderField(field: FieldName, typed: string, reason: string | undefined, { words }: PageContext): string {
  const problem =
    reason === undefined
      ? ''
      : html`<p class="problem" id="${field}-problem">${reason}</p>
`
  return html`<div class="field">
<label for="${field}">${words.form[field]}</label>
!${problem}!${renderControl(field, typed, reason !== undefined)}
</div>
`
}

function renderControl(field: FieldName, typed: string, isWrong: boolean): string {
  // The blank placeholders let the style detect an empty field, whose direction is always left to right. A maxlength would silently cut off
  // a long text.
  const required = isRequired(field) ? ' required' : ''
  const filledIn = AUTOCOMPLETE[field]
  const autocomplete = filledIn === undefined ? '' : html` autocomplete="${filledIn}"`
  const common = html`!${required} placeholder=" " dir="auto"!${autocomplete}`
  const marks = isWrong ? html` aria-invalid="true" aria-describedby="${field}-problem" autofocus` : ''
  // Without the line break after the textarea's tag, a message's leading one would be lost.
  return ENTRY_FIELDS[field].hasLineBreaks
    ? html`<textarea id="${field}" name="${field}" rows="4"!${common}!${marks}>
${typed}</textarea>`
    : html`<input id="${field}" name="${field}" value="${typed}"!${common} enterkeyhint="send"!${marks}>`
}

/** The style hides it. Where there is none, as in text browsers, its label says what to do. */
function renderHoneypot({ words }: PageContext): string {
  return html`<div class="leave-empty" aria-hidden="true">
<label for="${HONEYPOT}">${words.form.leaveEmpty}</label>
<input id="${HONEYPOT}" name="${HONEYPOT}" tabindex="-1" autocomplete="off">
</div>
`
}
