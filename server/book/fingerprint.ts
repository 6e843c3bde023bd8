import { createHash } from 'node:crypto'
import type { Draft } from './entry.ts'

/** Tells one draft from another under the same idempotency key. */
export function fingerprint({ name, message }: Draft): string {
  return createHash('sha256')
    .update(JSON.stringify([name, message]))
    .digest('base64url')
}
