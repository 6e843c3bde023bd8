import { randomUUID } from 'node:crypto'

/**
 * A random name or secret of 16 bytes, 122 bits of them random, in the alphabet that a position may hold. Node draws many UUIDs at once,
 * while `randomBytes` asks the system each time.
 */
export function randomName(): string {
  return Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url')
}
