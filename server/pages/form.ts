import { html } from 'ghtml'
import type { Draft } from '../shared/entry.ts'
import type { PageContext } from './page-context.ts'
import { type ProblemPlace, problemPlace, problemText } from './problem.ts'
import type { FormProblem } from './view.ts'

/** What the form shows beside its fields. */
export interface FormState {
  /** What was typed. */
  readonly typed?: Draft
  readonly problem?: FormProblem
  /** True where nobody can sign just now. */
  readonly isReadOnly?: boolean
}

const NOTHING: Draft = { name: '', message: '' }

/**
 * The form that signs the book, with what was typed and, above the field it is about, what was wrong with it: below a long
 * message it would be out of sight.
 */
export function renderForm({ typed = NOTHING, problem, isReadOnly = false }: FormState, context: PageContext): string {
  const { words } = context
  const { name, message } = typed
  const place = problem && problemPlace(problem)
  const reason = problem === undefined ? '' : problemText(problem, context)
  // The placeholders show nothing: by them the style knows an empty field, whose own direction is always left to right.
  // No field has a maxlength: it would cut a long text without a word.
  // The line break after the textarea's tag is not part of its value; without it, one that begins the message would be lost.
  return html`<form id="sign" method="post" action="/">
!${place === 'form' ? html`<p class="problem" id="form-problem" role="alert" tabindex="-1" autofocus>${reason}</p>` : ''}
!${isReadOnly ? html`<p class="notice">${words.notices.readOnly}</p>` : ''}
<div class="field">
<label for="message">${words.form.message}</label>
!${renderReason('message', place, reason)}<textarea id="message" name="message" rows="4" required placeholder=" " dir="auto"!${problemAttributes('message', place)}>
${message}</textarea>
</div>
<div class="foot">
<div class="field">
<label for="name">${words.form.name}</label>
!${renderReason('name', place, reason)}<input id="name" name="name" value="${name}" placeholder=" " dir="auto" autocomplete="name" enterkeyhint="send"!${problemAttributes('name', place)}>
</div>
<button>${words.form.submit}</button>
</div>
<p class="status" role="status"></p>
</form>`
}

type Field = Exclude<ProblemPlace, 'form'>

function problemAttributes(field: Field, place: ProblemPlace | undefined): string {
  return field === place ? html` aria-invalid="true" aria-describedby="${field}-problem" autofocus` : ''
}

function renderReason(field: Field, place: ProblemPlace | undefined, reason: string): string {
  return field === place
    ? html`<p class="problem" id="${field}-problem">${reason}</p>
`
    : ''
}
