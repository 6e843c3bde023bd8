import { hash } from 'node:crypto'
import type { Draft } from '../../shared/entry.ts'

/** Tells one draft from another under the same idempotency key. */
export function fingerprint({ name, message }: Draft): string {
  return hash('sha256', JSON.stringify([name, message]), 'base64url')
}
