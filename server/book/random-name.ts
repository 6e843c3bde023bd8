import { randomBytes } from 'node:crypto'

/** A random name or secret of 16 bytes, in the alphabet that a position may hold. */
export function randomName(): string {
  return randomBytes(16).toString('base64url')
}
