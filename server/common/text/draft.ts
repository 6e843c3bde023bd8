import { type Draft, type DraftInput, draftOf } from '../entry.ts'
import {
  type DrawnField,
  ENTRY_FIELDS,
  ENTRY_LIMIT,
  FIELD_NAMES,
  type FieldName,
  isDrawn,
  isRequired,
  type RequiredField,
  rawLimit,
  type TextField,
} from '../entry-fields.ts'
import { checkSignature, type SignatureProblem } from '../signature/strokes.ts'
import { checkText, type TextProblem } from './check-text.ts'

export type DraftProblem =
  | FieldProblem
  /** All fields together take more than `limit` bytes. */
  | { readonly kind: 'entry-too-large'; readonly size: number; readonly limit: number }

type FieldProblem =
  | { readonly kind: 'empty'; readonly field: RequiredField }
  | ({ readonly field: TextField } & TextProblem)
  | ({ readonly field: DrawnField } & SignatureProblem)
  /** The owner asks no question of their own. Only the server knows that. */
  | { readonly kind: 'not-asked'; readonly field: 'extra' }
  /** The owner does not offer to sign by hand. Only the server knows that. */
  | { readonly kind: 'not-offered'; readonly field: 'signature' }
  /** The name reads like the owner's. Only the server knows that. */
  | { readonly kind: 'reserved'; readonly field: 'name' }

/** The draft to store, or what is wrong with it, in the order of the fields. */
export type CheckedDraft =
  | { readonly ok: true; readonly draft: Draft }
  | { readonly ok: false; readonly problems: readonly [DraftProblem, ...DraftProblem[]] }

/** Normalises and checks a visitor's draft. An optional field that shows nothing becomes empty; far too long texts are refused first. */
export function checkDraft(input: DraftInput): CheckedDraft {
  const problems: FieldProblem[] = []
  const draft = draftOf((field) => {
    const checked = checkField(field, input[field] ?? '')
    if (typeof checked === 'string') return checked
    problems.push(checked)
    return ''
  })
  const [first, ...others] = problems
  if (first !== undefined) return { ok: false, problems: [first, ...others] }
  const size = sizeOf(draft)
  if (size > ENTRY_LIMIT) return { ok: false, problems: [{ kind: 'entry-too-large', size, limit: ENTRY_LIMIT }] }
  return { ok: true, draft }
}

/** The problem's name for programs, such as `message-empty`, `name-reserved` or `entry-too-large`. */
export function problemKind({ kind, field }: { readonly kind: string; readonly field?: FieldName }): string {
  return ['empty', 'too-long', 'reserved', 'not-asked', 'not-offered', 'not-a-drawing'].includes(kind)
    ? `${field}-${kind}`
    : kind
}

const UTF_8 = new TextEncoder()

/** In bytes of UTF-8, or an upper bound within the limit: a UTF-16 unit takes three at most. */
function sizeOf(draft: Draft): number {
  const most = FIELD_NAMES.reduce((units, field) => units + (draft[field]?.length ?? 0), 0) * 3
  if (most <= ENTRY_LIMIT) return most
  return FIELD_NAMES.reduce((bytes, field) => bytes + UTF_8.encode(draft[field] ?? '').length, 0)
}

function checkField(field: FieldName, raw: string): string | FieldProblem {
  if (isDrawn(field)) {
    const checked = checkSignature(raw)
    return typeof checked === 'string' ? checked : { field, ...checked }
  }
  const checked = checkText(raw, { ...ENTRY_FIELDS[field], rawLimit: rawLimit(field) })
  if (typeof checked !== 'string') return { field, ...checked }
  return checked === '' && isRequired(field) ? { kind: 'empty', field } : checked
}
