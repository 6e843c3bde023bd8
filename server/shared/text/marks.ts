import { withoutInvisible } from './blank.ts'
import { isPlain } from './plain.ts'

/** How many combining marks a base has at most. No language writes more than five or six. */
export const MARK_LIMIT = 8

/**
 * True where a base carries more than {@link MARK_LIMIT} combining marks, counted in NFD: an accent that is part of a letter counts.
 * Invisible characters do not end a run, since a font draws the marks behind them over the same base. Marks without a base count alike.
 * Linear in the length of the text.
 */
export function hasTooManyMarks(text: string): boolean {
  if (isPlain(text)) return false
  const visible = withoutInvisible(text)
  return isUnsafeToNormalize(visible) || TOO_MANY.test(visible.normalize('NFD'))
}

/**
 * True where a run of marks is longer than the 30 of the Stream-Safe Text Format (https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format).
 * `String.prototype.normalize` sorts a run by insertion: 126 KB of marks would hold it up for seconds.
 */
export function isUnsafeToNormalize(text: string): boolean {
  return LONG_RUN.test(text)
}

const TOO_MANY = new RegExp(`\\p{M}{${MARK_LIMIT + 1}}`, 'u')
const LONG_RUN = /\p{M}{31}/u
