import { hash } from 'node:crypto'
import { randomSecret } from '../performance/random-secret.ts'

const LENGTH = 22

/** By what the book knows an author: a hash of their secret. */
export function authorOf(secret: string): string {
  return digest(secret)
}

/** True for what `newSecret` returns. */
export function isSecret(text: string | undefined): text is string {
  return text !== undefined && /^[\w-]{22}$/.test(text)
}

/** A secret of 128 bits. It follows from the post's key if that is random, so that a retry after a lost answer gets the same one. */
export function newSecret(key: string | undefined): string {
  return isRandom(key) ? digest(`author of ${key}`) : randomSecret()
}

/** True for the keys that the page's script makes. Nobody can guess one. */
export function isRandom(key: string | undefined): key is string {
  return key !== undefined && /^[\da-f]{32}$/.test(key)
}

function digest(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, LENGTH)
}
