import { expect, test } from 'vitest'
import { compareIds, isId } from '../../server/book/log-id.ts'
import { bookPath, entryPath, languagePath } from '../../server/pages/paths.ts'

test.each([
  ['the newest page', bookPath(), '/'],
  ['an older page', bookPath('5-0'), '/?before=5-0'],
  ['another language', languagePath('zh-Hant'), '/?lang=zh-Hant'],
  ['another language of an older page', languagePath('de', '5-0'), '/?before=5-0&lang=de'],
])('the path of %s', (_, path, expected) => {
  expect(path).toBe(expected)
})

test.each(['0-1', '1773068645000-0', '1773068645000-9', '1773068645000-9007199254740993'])(
  'the page of entry %s ends right behind it',
  (id) => {
    const url = new URL(entryPath(id), 'http://localhost')
    const before = url.searchParams.get('before') ?? ''
    const [time, sequence] = id.split('-')
    expect(isId(before)).toBe(true)
    expect(compareIds(id, before)).toBeLessThan(0)
    expect(before).toBe(`${time}-${BigInt(sequence ?? '') + 1n}`)
    expect(url.hash).toBe(`#${id}`)
  },
)
