import { expect, test } from 'vitest'
import { authorOf, isRandom, isSecret, newSecret } from '../../server/signing/author.ts'

test('a secret has 128 bits, and no two are the same', () => {
  const secrets = Array.from({ length: 1000 }, () => newSecret(undefined))
  for (const secret of secrets) expect(isSecret(secret)).toBe(true)
  expect(new Set(secrets).size).toBe(1000)
})

test('the hash does not tell the secret, and is always the same', () => {
  const secret = newSecret(undefined)
  expect(authorOf(secret)).toBe(authorOf(secret))
  expect(authorOf(secret)).toMatch(/^[\w-]{22}$/)
  expect(authorOf(secret)).not.toBe(secret)
})

test('with a random key, every attempt gets the same secret, which is not the key', () => {
  const key = '00112233445566778899aabbccddeeff'
  expect(newSecret(key)).toBe(newSecret(key))
  expect(newSecret(key)).not.toContain(key.slice(0, 22))
  expect(newSecret('ffeeddccbbaa99887766554433221100')).not.toBe(newSecret(key))
})

test.each(['order-number-0001', 'A'.repeat(32), '0123', '', undefined])('the key %j may be guessed', (key) => {
  expect(isRandom(key)).toBe(false)
  expect(newSecret(key)).not.toBe(newSecret(key))
})

test.each(['', 'short', 'x'.repeat(23), `${'x'.repeat(21)}=`, undefined])('%j is no secret', (text) => {
  expect(isSecret(text)).toBe(false)
})
