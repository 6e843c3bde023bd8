import type { Draft } from '../book/entry.ts'
import { isBlank } from './blank.ts'
import { countCharacters, exceedsCodePoints } from './characters.ts'
import { normalizeText } from './normalize.ts'

/** How many characters, as people count them, a message has at most. */
export const MESSAGE_LIMIT = 1000

/** How many characters, as people count them, a name has at most. */
export const NAME_LIMIT = 50

/** How many code points a name or a message has at most: a character may carry any number of combining marks. */
export const CODE_POINT_LIMIT = 10_000

/** What a visitor handed in, as it came. */
export interface DraftInput {
  readonly name?: string | undefined
  readonly message: string
}

/** Why a draft cannot become an entry. */
export type DraftProblem =
  | { readonly kind: 'message-empty' }
  | { readonly kind: 'message-too-long'; readonly length: number; readonly limit: number }
  | { readonly kind: 'name-too-long'; readonly length: number; readonly limit: number }
  /** Few characters, but too many code points under them (combining marks). */
  | { readonly kind: 'too-many-code-points'; readonly field: 'name' | 'message'; readonly limit: number }

/** The draft as it would be stored, or what is wrong with it, the name's problem before the message's. */
export type CheckedDraft =
  | { readonly ok: true; readonly draft: Draft }
  | { readonly ok: false; readonly problems: readonly [DraftProblem, ...DraftProblem[]] }

/** Normalises what a visitor handed in and holds it against the limits. A name that shows nothing becomes empty: anonymous. */
export function checkDraft(input: DraftInput): CheckedDraft {
  const draft = {
    name: normalizeName(input.name ?? ''),
    message: normalizeText(input.message, { lineBreaks: true }),
  }
  const [first, ...others] = [nameProblem(draft.name), messageProblem(draft.message)].filter((it) => it !== undefined)
  return first === undefined ? { ok: true, draft } : { ok: false, problems: [first, ...others] }
}

function normalizeName(text: string): string {
  const name = normalizeText(text, { lineBreaks: false })
  return isBlank(name) ? '' : name
}

function nameProblem(name: string): DraftProblem | undefined {
  const length = countCharacters(name)
  if (length > NAME_LIMIT) return { kind: 'name-too-long', length, limit: NAME_LIMIT }
  return codePointProblem('name', name)
}

function messageProblem(message: string): DraftProblem | undefined {
  if (isBlank(message)) return { kind: 'message-empty' }
  const length = countCharacters(message)
  if (length > MESSAGE_LIMIT) return { kind: 'message-too-long', length, limit: MESSAGE_LIMIT }
  return codePointProblem('message', message)
}

function codePointProblem(field: 'name' | 'message', text: string): DraftProblem | undefined {
  if (!exceedsCodePoints(text, CODE_POINT_LIMIT)) return undefined
  return { kind: 'too-many-code-points', field, limit: CODE_POINT_LIMIT }
}
