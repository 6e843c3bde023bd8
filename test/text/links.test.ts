import { describe, expect, test } from 'vitest'
import { partAtLinks } from '../../server/common/text/links.ts'

const addresses = (text: string) => partAtLinks(text).flatMap(({ address }) => address ?? [])

describe('the links of a message', () => {
  test.each([
    ['our pictures: https://photos.example.org/wedding', ['https://photos.example.org/wedding']],
    ['HTTP://EXAMPLE.ORG/A', ['http://example.org/A']],
    [
      'see https://example.org/a, https://example.org/b. And (https://example.org/c)!',
      ['https://example.org/a', 'https://example.org/b', 'https://example.org/c'],
    ],
    ['https://example.org/wiki/Book_(object)', ['https://example.org/wiki/Book_(object)']],
    ['(https://example.org/wiki/Book_(object))', ['https://example.org/wiki/Book_(object)']],
    ['写真はhttps://example.jp/写真。ありがとう', ['https://example.jp/%E5%86%99%E7%9C%9F']],
    ['写真は https://example.jp/a。ありがとう', ['https://example.jp/a']],
    ['https://münchen.example/ä?q=ö#ü', ['https://xn--mnchen-3ya.example/%C3%A4?q=%C3%B6#%C3%BC']],
  ])('%s', (text, expected) => {
    expect(addresses(text)).toEqual(expected)
  })

  test.each([
    'no address',
    '://',
    'javascript:alert(1)',
    'javascript://example.org/%0aalert(1)',
    'ftp://example.org',
    'https://',
    'https:// example.org',
    'https://localhost/x',
    'https://user@example.org',
    'https://bank.example:secret@evil.example/',
    'xhttps://example.org',
    'example.org',
    'https://example .org',
    `https://exa\u202emple.org`,
  ])('%j has none', (text) => {
    expect(addresses(text)).toEqual([])
  })

  test('nothing of the text is lost or changed', () => {
    const text = 'a https://example.org/?a=1&b=2, <b> "https://example.org/x"\n…https://example.org.) b'
    expect(
      partAtLinks(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text)
  })

  test('long runs of brackets take no long time', () => {
    const text = `https://example.org/${')'.repeat(100_000)}`
    expect(addresses(text)).toEqual(['https://example.org/'])
  })
})
