import { type Draft, type DraftInput, draftOf } from '../entry.ts'
import {
  CHARACTER_LIMIT,
  ENTRY_FIELDS,
  ENTRY_LIMIT,
  FIELD_NAMES,
  type FieldName,
  isRequired,
  type RequiredField,
  rawLimit,
} from '../entry-fields.ts'
import { isBlank } from './blank.ts'
import { measure } from './characters.ts'
import { hasTooManyMarks, isUnsafeToNormalize, MARK_LIMIT } from './marks.ts'
import { normalizeText } from './normalize.ts'
import { isPlain } from './plain.ts'

/** Why a draft cannot become an entry. */
export type DraftProblem =
  | FieldProblem
  /** All fields together take more than `limit` bytes. */
  | { readonly kind: 'entry-too-large'; readonly size: number; readonly limit: number }

export type FieldProblem =
  | { readonly kind: 'empty'; readonly field: RequiredField }
  /** `length` is absent if the characters were not counted. */
  | { readonly kind: 'too-long'; readonly field: FieldName; readonly length?: number; readonly limit: number }
  /** The name reads like the owner's. Only the server knows that. */
  | { readonly kind: 'reserved'; readonly field: 'name' }
  /** A base has more than `limit` combining marks. */
  | { readonly kind: 'too-many-marks'; readonly field: FieldName; readonly limit: number }
  /** A character has more than `limit` code points, such as a chain of joined emoji. */
  | { readonly kind: 'character-too-long'; readonly field: FieldName; readonly limit: number }

/** The draft to store, or what is wrong with it, in the order of the fields. */
export type CheckedDraft =
  | { readonly ok: true; readonly draft: Draft }
  | { readonly ok: false; readonly problems: readonly [DraftProblem, ...DraftProblem[]] }

/**
 * Normalises a visitor's draft and checks it against the limits. An optional field that shows nothing becomes empty. Far too long texts are
 * refused before any costly work.
 */
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
  const size = FIELD_NAMES.reduce((bytes, field) => bytes + UTF_8.encode(draft[field]).length, 0)
  if (size > ENTRY_LIMIT) return { ok: false, problems: [{ kind: 'entry-too-large', size, limit: ENTRY_LIMIT }] }
  return { ok: true, draft }
}

/** The problem's name for programs, such as `message-empty`, `name-reserved` or `entry-too-large`. */
export function problemKind({ kind, field }: { readonly kind: string; readonly field?: FieldName }): string {
  return ['empty', 'too-long', 'reserved'].includes(kind) ? `${field}-${kind}` : kind
}

const UTF_8 = new TextEncoder()

/** Returns the text to store, or what is wrong with it. */
function checkField(field: FieldName, raw: string): string | FieldProblem {
  if (raw.length > rawLimit(field)) return describeFarTooLong(field, raw)
  if (hasTooManyMarks(raw)) return { kind: 'too-many-marks', field, limit: MARK_LIMIT }
  const { limit, hasLineBreaks } = ENTRY_FIELDS[field]
  const text = normalizeText(raw, { lineBreaks: hasLineBreaks })
  if (isBlank(text)) return isRequired(field) ? { kind: 'empty', field } : ''
  const { characters, mostCodePoints } = measure(text)
  if (characters > limit) return { kind: 'too-long', field, length: characters, limit }
  if (mostCodePoints > CHARACTER_LIMIT) return { kind: 'character-too-long', field, limit: CHARACTER_LIMIT }
  return text
}

/** Gives a reason without reading the whole text. */
function describeFarTooLong(field: FieldName, raw: string): FieldProblem {
  if (isUnsafeToNormalize(raw.slice(0, GLANCE))) return { kind: 'too-many-marks', field, limit: MARK_LIMIT }
  const { limit } = ENTRY_FIELDS[field]
  return { kind: 'too-long', field, limit, ...(isPlain(raw) ? { length: raw.length } : {}) }
}

const GLANCE = 1000
