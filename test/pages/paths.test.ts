import { expect, test } from 'vitest'
import { type BookAddress, bookPath, entryPath, indexedPath, languagePath } from '../../server/common/paths.ts'

test.each([
  ['the newest page', bookPath(), '/'],
  ['an older page', bookPath('5-0'), '/?before=5-0'],
  ['another language', languagePath('zh-Hant'), '/?lang=zh-Hant'],
  ['another language of an older page', languagePath('de', '5-0'), '/?before=5-0&lang=de'],
])('the path of %s', (_, path, expected) => {
  expect(path).toBe(expected)
})

test('the address of an entry contains its id, and leads to its place on the page', () => {
  expect(entryPath('5-1')).toBe('/?entry=5-1#5-1')
})

test.each<[address: BookAddress, expected: string | undefined]>([
  [{}, '/'],
  [{ language: 'de' }, '/?lang=de'],
  [{ before: '5-0' }, '/?before=5-0'],
  [{ before: '5-1' }, '/?before=5-1'],
  [{ before: '5-0', language: 'de' }, undefined],
  [{ entry: '5-0' }, undefined],
  [{ entry: '5-0', language: 'de' }, undefined],
])('%j may be known to search engines as %s', (address, expected) => {
  expect(indexedPath(address)).toBe(expected)
})
