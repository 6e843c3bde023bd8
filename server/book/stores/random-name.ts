import { randomUUID } from 'node:crypto'

/** 122 random bits, in the characters that a position allows. Node pools UUIDs, while `randomBytes` asks the system each time. */
export function randomName(): string {
  return Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url')
}
