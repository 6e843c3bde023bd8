import { html } from 'ghtml'
import { type Draft, draftOf } from '../common/entry.ts'
import { ENTRY_FIELDS, TEXT_FIELDS, type TextField } from '../common/entry-fields.ts'
import { BOOK_PATH } from '../common/paths.ts'
import { parseStrokes } from '../common/signature/strokes.ts'
import { FIELD_TEXTS } from '../languages/fields/catalogues.ts'
import { oncePer } from '../performance/once-per.ts'
import { HONEYPOT } from '../signing/screening/honeypot.ts'
import { renderField } from './form-field.ts'
import { type FormProblem, problemsByPlace } from './form-problem.ts'
import type { PageContext } from './page-context.ts'
import { renderInlineSignature } from './signature.ts'

interface FormState {
  readonly typed?: Draft
  readonly problems?: readonly FormProblem[]
  readonly isReadOnly?: boolean
  /** What the form is for: by default, to sign the book. */
  readonly target?: FormTarget | undefined
  readonly beside?: string | undefined
}

interface FormTarget {
  /** The ids of the fields begin with it. */
  readonly id: string
  readonly action: string
  readonly submit: string
  readonly cancel: string
}

const SIGN = { id: 'sign', action: BOOK_PATH, cancel: undefined }

const NOTHING = draftOf(() => '')

const LONG_FIELDS = TEXT_FIELDS.filter((field) => ENTRY_FIELDS[field].hasLineBreaks)

const SHORT_FIELDS = TEXT_FIELDS.filter((field) => !ENTRY_FIELDS[field].hasLineBreaks)

/** The form as visitors find it. It is the same on all pages. */
export const renderBlankForm = oncePer((context: PageContext): string => renderForm({}, context))

/** The reasons of a refusal stand above their fields: below a long message it would be out of sight. */
export function renderForm(state: FormState, context: PageContext): string {
  const { words } = context
  const { typed = NOTHING, problems = [], isReadOnly = false, beside = '' } = state
  const { id, action, submit, cancel } = state.target ?? { ...SIGN, submit: words.form.submit }
  const prefix = state.target ? `${id}-` : ''
  const reasons = problemsByPlace(problems, context)
  // A drawn signature has no field here.
  const ofForm = [reasons.get('form'), reasons.get('signature')].filter((reason) => reason !== undefined).join(' ')
  const isShown = (field: TextField) => field !== 'extra' || context.extra !== undefined || Boolean(typed.extra)
  const fields = [...LONG_FIELDS, ...SHORT_FIELDS].filter(isShown)
  const focused = ofForm === '' ? fields.find((field) => reasons.has(field)) : undefined
  const render = (field: TextField) =>
    renderField(
      {
        field,
        id: prefix + field,
        typed: typed[field] ?? '',
        reason: reasons.get(field),
        hasFocus: field === focused,
      },
      context,
    )
  const { writing } = context.assets
  const script = state.target || writing === undefined ? '' : html` data-script="${writing}"`
  return html`<form id="${id}" method="post" action="${action}"!${script}>
!${ofForm === '' ? '' : html`<p class="problem" id="${prefix}form-problem" role="alert" tabindex="-1" autofocus>${ofForm}</p>`}
!${isReadOnly ? html`<p class="notice">${words.notices.readOnly}</p>` : ''}
!${LONG_FIELDS.map(render)}<div class="foot">
!${SHORT_FIELDS.filter(isShown).map(render)}!${renderDrawn(typed, state.target !== undefined, context)}!${renderHoneypot(prefix, context)}<button>${submit}</button>!${beside}!${cancel === undefined ? '' : html`<a href="${BOOK_PATH}">${cancel}</a>`}
</div>
<p class="status" role="status"></p>
</form>`
}

/** The style hides it. Where there is none, as in text browsers, its label says what to do. */
function renderHoneypot(prefix: string, { words }: PageContext): string {
  return html`<div class="leave-empty" aria-hidden="true">
<label for="${prefix}${HONEYPOT}">${words.form.leaveEmpty}</label>
<input id="${prefix}${HONEYPOT}" name="${HONEYPOT}" tabindex="-1" autocomplete="off">
</div>
`
}

/** The signature that was drawn before, unless it is unreadable and would be refused again. In a change it can be left out without a script. */
function renderDrawn({ signature }: Draft, isChange: boolean, { language, hasByHand }: PageContext): string {
  if (!signature || parseStrokes(signature) === undefined) return ''
  if (!isChange) return hasByHand ? html`<input type="hidden" name="signature" value="${signature}">` : ''
  return html`<label class="drawn"><input type="checkbox" name="signature" value="${signature}" checked> !${renderInlineSignature(signature)} ${FIELD_TEXTS[language].signedByHand}</label>
`
}
