import { hash } from 'node:crypto'
import { type Draft, wordsOf } from '../../shared/entry.ts'

/** Tells one draft from another under the same idempotency key. */
export function fingerprint(draft: Draft): string {
  return hash('sha256', JSON.stringify(wordsOf(draft)), 'base64url')
}
