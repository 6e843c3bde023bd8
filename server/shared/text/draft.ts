import type { Draft } from '../entry.ts'
import { isBlank } from './blank.ts'
import { measure } from './characters.ts'
import { hasTooManyMarks, isUnsafeToNormalize, MARK_LIMIT } from './marks.ts'
import { normalizeText } from './normalize.ts'
import { isPlain } from './plain.ts'

/** How many characters, as people count them, a message has at most. */
export const MESSAGE_LIMIT = 1000

/** How many characters, as people count them, a name has at most. */
export const NAME_LIMIT = 50

/** How many code points a character has at most. Emoji of four people with skin tones have 11, the flag of Scotland 7. */
export const CHARACTER_LIMIT = 16

/** How many bytes of UTF-8 name and message have together at most. */
export const ENTRY_LIMIT = 10 * 1024

/**
 * How many UTF-16 units a field has at most as it comes; what is longer is refused unread. There is room for what normalising takes
 * away, and for the longest name that fits.
 */
export const RAW_LIMITS = { name: NAME_LIMIT * CHARACTER_LIMIT * 2, message: 16 * 1024 } as const

/** What a visitor handed in, as it came. */
export interface DraftInput {
  readonly name?: string | undefined
  readonly message: string
}

/** The fields of a draft. */
export type DraftField = 'name' | 'message'

/** Why a draft cannot become an entry. */
export type DraftProblem =
  | { readonly kind: 'message-empty' }
  /** Too many characters. `length` is absent where there were so many that they were not counted. */
  | { readonly kind: 'message-too-long'; readonly length?: number; readonly limit: number }
  | { readonly kind: 'name-too-long'; readonly length?: number; readonly limit: number }
  /** A base with more than `limit` combining marks. */
  | { readonly kind: 'too-many-marks'; readonly field: DraftField; readonly limit: number }
  /** A character of more than `limit` code points, such as a chain of joined emoji. */
  | { readonly kind: 'character-too-long'; readonly field: DraftField; readonly limit: number }
  /** Name and message together take more than `limit` bytes. */
  | { readonly kind: 'entry-too-large'; readonly size: number; readonly limit: number }

/** The draft as it would be stored, or what is wrong with it, the name's problem before the message's. */
export type CheckedDraft =
  | { readonly ok: true; readonly draft: Draft }
  | { readonly ok: false; readonly problems: readonly [DraftProblem, ...DraftProblem[]] }

/**
 * Normalises what a visitor handed in and holds it against the limits. A name that shows nothing becomes empty: anonymous. What is
 * far too much is refused by its raw length, before anything costly is done with it.
 */
export function checkDraft(input: DraftInput): CheckedDraft {
  const name = checkField('name', input.name ?? '')
  const message = checkField('message', input.message)
  const [first, ...others] = [name, message].filter((it) => typeof it !== 'string')
  if (first !== undefined) return { ok: false, problems: [first, ...others] }
  const draft = { name, message } as Draft
  const size = UTF_8.encode(draft.name).length + UTF_8.encode(draft.message).length
  if (size > ENTRY_LIMIT) return { ok: false, problems: [{ kind: 'entry-too-large', size, limit: ENTRY_LIMIT }] }
  return { ok: true, draft }
}

const UTF_8 = new TextEncoder()

/** The field's text as it would be stored, or what is wrong with it. */
function checkField(field: DraftField, raw: string): string | DraftProblem {
  if (raw.length > RAW_LIMITS[field]) return describeFarTooLong(field, raw)
  if (hasTooManyMarks(raw)) return { kind: 'too-many-marks', field, limit: MARK_LIMIT }
  const text = normalizeText(raw, { lineBreaks: field === 'message' })
  if (isBlank(text)) return field === 'name' ? '' : { kind: 'message-empty' }
  const { characters, mostCodePoints } = measure(text)
  if (characters > LIMITS[field]) return tooLong(field, characters)
  if (mostCodePoints > CHARACTER_LIMIT) return { kind: 'character-too-long', field, limit: CHARACTER_LIMIT }
  return text
}

/** The best reason that can be had at a glance. */
function describeFarTooLong(field: DraftField, raw: string): DraftProblem {
  if (isUnsafeToNormalize(raw.slice(0, GLANCE))) return { kind: 'too-many-marks', field, limit: MARK_LIMIT }
  return tooLong(field, isPlain(raw) ? raw.length : undefined)
}

const GLANCE = 1000

function tooLong(field: DraftField, length: number | undefined): DraftProblem {
  return { kind: `${field}-too-long`, limit: LIMITS[field], ...(length === undefined ? {} : { length }) }
}

const LIMITS = { name: NAME_LIMIT, message: MESSAGE_LIMIT } as const
