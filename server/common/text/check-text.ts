import { CHARACTER_LIMIT } from '../entry-fields.ts'
import { isBlank } from './blank.ts'
import { measure } from './characters.ts'
import { hasTooManyMarks, isUnsafeToNormalize, MARK_LIMIT } from './marks.ts'
import { normalizeText } from './normalize.ts'
import { isPlain } from './plain.ts'

export interface TextRules {
  /** In characters, as people count them. */
  readonly limit: number
  /** The most UTF-16 units before normalising. */
  readonly rawLimit: number
  readonly hasLineBreaks: boolean
}

export type TextProblem =
  /** `length` is absent if the characters were not counted. */
  | { readonly kind: 'too-long'; readonly length?: number; readonly limit: number }
  /** A base has more than `limit` combining marks. */
  | { readonly kind: 'too-many-marks'; readonly limit: number }
  /** A character has more than `limit` code points, such as a chain of joined emoji. */
  | { readonly kind: 'character-too-long'; readonly limit: number }

/** Returns the text to store, empty if it shows nothing, or what is wrong with it. Far too long texts are refused before any costly work. */
export function checkText(raw: string, { limit, rawLimit, hasLineBreaks }: TextRules): string | TextProblem {
  if (raw.length > rawLimit) return describeFarTooLong(raw, limit)
  if (hasTooManyMarks(raw)) return { kind: 'too-many-marks', limit: MARK_LIMIT }
  const text = normalizeText(raw, { lineBreaks: hasLineBreaks })
  if (isBlank(text)) return ''
  const { characters, mostCodePoints } = measure(text)
  if (characters > limit) return { kind: 'too-long', length: characters, limit }
  if (mostCodePoints > CHARACTER_LIMIT) return { kind: 'character-too-long', limit: CHARACTER_LIMIT }
  return text
}

/** Gives a reason without reading the whole text. */
function describeFarTooLong(raw: string, limit: number): TextProblem {
  if (isUnsafeToNormalize(raw.slice(0, GLANCE))) return { kind: 'too-many-marks', limit: MARK_LIMIT }
  return { kind: 'too-long', limit, ...(isPlain(raw) ? { length: raw.length } : {}) }
}

const GLANCE = 1000
