import { hash, randomBytes } from 'node:crypto'

/** 128 random bits in 22 characters, which a position allows. */
export function randomName(): string {
  return randomBytes(16).toString('base64url')
}

/** A secret that is short enough for a small QR code. */
export function createCode(): string {
  return randomName()
}

/** 32 random bytes in 43 characters. */
export function createToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a code, a token or an idempotency key: always 43 characters, and none of its words. */
export function digest(secret: string): string {
  return hash('sha256', secret, 'base64url')
}

/** False for text that cannot be a code, which need not be looked up. */
export function isCode(text: string): boolean {
  return /^[\w-]{22}$/.test(text)
}

/** False for text that cannot be a token, which need not be looked up. */
export function isToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text)
}
