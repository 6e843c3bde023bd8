import { html } from 'ghtml'
import { ENTRY_FIELDS, isRequired, type TextField } from '../common/entry-fields.ts'
import { FIELD_TEXTS } from '../languages/fields/catalogues.ts'
import type { PageContext } from './page-context.ts'

interface FieldView {
  readonly field: TextField
  readonly id: string
  readonly typed: string
  readonly reason: string | undefined
  /** True for the first field with a reason. */
  readonly hasFocus: boolean
}

/** "off" would also lose what was typed when a visitor goes back. */
const AUTOCOMPLETE: Readonly<Partial<Record<TextField, 'name'>>> = { name: 'name' }

export function renderField(view: FieldView, context: PageContext): string {
  const { field, id, reason } = view
  const problem =
    reason === undefined
      ? ''
      : html`<p class="problem" id="${id}-problem">${reason}</p>
`
  return html`<div class="field"!${field === 'name' ? renderSigning(context) : ''}>
<label for="${id}"!${field === 'extra' ? ' dir="auto"' : ''}>${labelOf(field, context)}</label>
!${problem}!${renderControl(view)}
</div>
`
}

/** The owner's own question is its own label. */
export function labelOf(
  field: TextField,
  { words, extra, language }: Pick<PageContext, 'words' | 'extra' | 'language'>,
): string {
  return field === 'extra' ? (extra ?? FIELD_TEXTS[language].extra) : words.form[field]
}

function renderSigning({ assets, language, hasByHand }: PageContext): string {
  const { signatureScript, signatureStyle } = assets
  if (!hasByHand || signatureScript === undefined || signatureStyle === undefined) return ''
  const text = JSON.stringify(FIELD_TEXTS[language].signature)
  return html` data-script="${signatureScript}" data-style="${signatureStyle}" data-text="${text}"`
}

function renderControl({ field, id, typed, reason, hasFocus }: FieldView): string {
  // Blank placeholders let the style find empty fields, which run from left to right. A maxlength would silently cut off a long text.
  const required = isRequired(field) ? ' required' : ''
  const filledIn = AUTOCOMPLETE[field]
  const autocomplete = filledIn === undefined ? '' : html` autocomplete="${filledIn}"`
  const common = html`!${required} placeholder=" " dir="auto"!${autocomplete}`
  const marks =
    reason === undefined
      ? ''
      : html` aria-invalid="true" aria-describedby="${id}-problem"!${hasFocus ? ' autofocus' : ''}`
  // Without the line break after the textarea's tag, a message's leading one would be lost.
  return ENTRY_FIELDS[field].hasLineBreaks
    ? html`<textarea id="${id}" name="${field}" rows="4"!${common}!${marks}>
${typed}</textarea>`
    : html`<input id="${id}" name="${field}" value="${typed}"!${common} enterkeyhint="send"!${marks}>`
}
