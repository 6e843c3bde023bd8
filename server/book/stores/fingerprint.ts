import { hash } from 'node:crypto'
import { type Draft, wordsOf } from '../../common/entry.ts'

/** Tells drafts apart under the same idempotency key. */
export function fingerprint(draft: Draft): string {
  return hash('sha256', JSON.stringify(wordsOf(draft)), 'base64url')
}
