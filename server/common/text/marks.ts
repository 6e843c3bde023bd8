import { withoutInvisible } from './blank.ts'
import { isPlain } from './plain.ts'

/** The most combining marks on a base. No language uses more than five or six. */
export const MARK_LIMIT = 8

/** True if a base has more than {@link MARK_LIMIT} marks in NFD, invisible characters aside: fonts draw all marks over the same base. */
export function hasTooManyMarks(text: string): boolean {
  if (isPlain(text)) return false
  const visible = withoutInvisible(text)
  return isUnsafeToNormalize(visible) || TOO_MANY.test(visible.normalize('NFD'))
}

/** More than the Stream-Safe Text Format allows (UAX #15): `normalize` would need seconds for 126 KB of marks. */
export function isUnsafeToNormalize(text: string): boolean {
  return LONG_RUN.test(text)
}

const TOO_MANY = new RegExp(`\\p{M}{${MARK_LIMIT + 1}}`, 'u')
const LONG_RUN = /\p{M}{31}/u
