import { CHARACTER_LIMIT, ENTRY_LIMIT } from '../entry-fields.ts'
import { isBlank } from './blank.ts'
import { measure } from './characters.ts'
import { hasTooManyMarks, MARK_LIMIT } from './marks.ts'
import { normalizeText } from './normalize.ts'

/** The reply to store, or why it cannot be one. */
export type CheckedReply =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: ReplyProblem }

export type ReplyProblem =
  /** `length` is absent if the characters were not counted. */
  | { readonly kind: 'too-long'; readonly length?: number; readonly limit: number }
  | { readonly kind: 'too-many-marks'; readonly limit: number }
  | { readonly kind: 'character-too-long'; readonly limit: number }

/**
 * Normalises the owner's reply and checks it by the rules for messages. What shows nothing becomes empty: no reply.
 * @param limit in characters, as people count them
 */
export function checkReply(raw: string, limit: number): CheckedReply {
  if (raw.length > limit * CHARACTER_LIMIT * 2) return refused({ kind: 'too-long', limit })
  if (hasTooManyMarks(raw)) return refused({ kind: 'too-many-marks', limit: MARK_LIMIT })
  const text = normalizeText(raw, { lineBreaks: true })
  if (isBlank(text)) return { ok: true, text: '' }
  const { characters, mostCodePoints } = measure(text)
  if (characters > limit) return refused({ kind: 'too-long', length: characters, limit })
  if (mostCodePoints > CHARACTER_LIMIT) return refused({ kind: 'character-too-long', limit: CHARACTER_LIMIT })
  if (new TextEncoder().encode(text).length > ENTRY_LIMIT) return refused({ kind: 'too-long', limit })
  return { ok: true, text }
}

function refused(problem: ReplyProblem): CheckedReply {
  return { ok: false, problem }
}
