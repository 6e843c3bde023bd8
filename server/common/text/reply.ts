import { ENTRY_LIMIT } from '../entry-fields.ts'
import { checkText, type TextProblem } from './check-text.ts'

export const REPLY_LIMIT = 1000

const RAW_LIMIT = 16 * 1024

export type ReplyProblem =
  | TextProblem
  /** It takes more than `limit` bytes. */
  | { readonly kind: 'too-large'; readonly size: number; readonly limit: number }

type CheckedReply =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: ReplyProblem }

/** Normalises an owner's reply and checks it against the limits. One that shows nothing becomes empty, which means no reply. */
export function checkReply(raw: string): CheckedReply {
  const checked = checkText(raw, { limit: REPLY_LIMIT, rawLimit: RAW_LIMIT, hasLineBreaks: true })
  if (typeof checked !== 'string') return { ok: false, problem: checked }
  const size = new TextEncoder().encode(checked).length
  return size > ENTRY_LIMIT
    ? { ok: false, problem: { kind: 'too-large', size, limit: ENTRY_LIMIT } }
    : { ok: true, text: checked }
}
