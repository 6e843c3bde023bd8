import { html } from 'ghtml'
import { type Draft, draftOf } from '../../common/entry.ts'
import { ENTRY_FIELDS, isRequired, TEXT_FIELDS, type TextField } from '../../common/entry-fields.ts'
import { KIOSK_PATH, WRITE_PATH } from '../../common/kiosk-paths.ts'
import type { PadText } from '../../common/signature/pad-text.ts'
import { FIELD_TEXTS } from '../../languages/fields/catalogues.ts'
import { labelOf } from '../../pages/form-field.ts'
import { type FormProblem, problemsByPlace } from '../../pages/form-problem.ts'
import { KEY_FIELD } from '../../routes/posted-form.ts'
import { inChosen, type KioskContext } from './kiosk-context.ts'

export interface KioskFormView {
  /** Tells this form from all others. Empty if the script makes one for each visitor. */
  readonly key: string
  readonly typed?: Draft
  readonly problems?: readonly FormProblem[]
}

const NOTHING = draftOf(() => '')

/** The browser may not fill in, complete, correct or remember anything. */
export function renderKioskForm({ key, typed = NOTHING, problems = [] }: KioskFormView, context: KioskContext): string {
  const { words, text } = context
  const reasons = problemsByPlace(problems, context)
  const ofForm = [reasons.get('form'), reasons.get('signature')].filter((reason) => reason !== undefined).join(' ')
  const render = (field: TextField) =>
    renderField({ field, typed: typed[field] ?? '', reason: reasons.get(field) ?? '', hasPad: key === '' }, context)
  const fields = TEXT_FIELDS.filter((field) => field !== 'extra' || context.extra !== undefined)
  const [long, short] = [true, false].map((isLong) =>
    fields
      .filter((field) => ENTRY_FIELDS[field].hasLineBreaks === isLong)
      .map(render)
      .join(''),
  )
  return html`<form method="post" action="${inChosen(WRITE_PATH, context)}" autocomplete="off">
<input type="hidden" name="${KEY_FIELD}" value="${key}" autocomplete="off">
<p class="problem" data-place="form" role="alert">${ofForm}</p>
!${long}!${short}<div class="foot"><a class="leave" href="${KIOSK_PATH}">${text.leave}</a><button>${words.form.submit}</button></div>
<p class="status" role="status"></p>
</form>`
}

interface FieldView {
  readonly field: TextField
  readonly typed: string
  /** Empty if the field is fine. */
  readonly reason: string
  /** Where the script runs the form. */
  readonly hasPad: boolean
}

function renderPad({ text: { goOn }, language, hasByHand }: KioskContext): string {
  const text: PadText = { ...FIELD_TEXTS[language].signature, done: goOn }
  return hasByHand ? html` data-pad="${JSON.stringify(text)}"` : ''
}

function renderField({ field, typed, reason, hasPad }: FieldView, context: KioskContext): string {
  const id = `kiosk-${field}`
  const mark = reason === '' ? '' : html` aria-invalid="true"`
  const common = html`id="${id}" name="${field}" dir="auto" autocomplete="off" spellcheck="false" aria-describedby="${id}-problem"!${isRequired(field) ? ' required' : ''}!${mark}`
  // Without the line break after the textarea's tag, a message's leading one would be lost.
  const control = ENTRY_FIELDS[field].hasLineBreaks
    ? html`<textarea rows="3" !${common}>
${typed}</textarea>`
    : html`<input enterkeyhint="done" value="${typed}" !${common}>`
  return html`<div class="field"!${field === 'name' && hasPad ? renderPad(context) : ''}>
<label for="${id}" dir="auto">${labelOf(field, context)}</label>
<p class="problem" id="${id}-problem" data-place="${field}" role="alert">${reason}</p>
!${control}
</div>
`
}
