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
    ['http://192.168.1.1:8080/a', ['http://192.168.1.1:8080/a']],
    ['https://my_book.example.org.', ['https://my_book.example.org/']],
    ['https://пример.example/', ['https://xn--e1afmkfd.example/']],
    ['https://उदाहरण.example', ['https://xn--p1b6ci4b4b3a.example/']],
    ['https://例え.example', ['https://xn--r8jz45g.example/']],
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
    `https://${'a.'.repeat(125)}example`,
    'https://user@example.org',
    'https://bank.example:secret@evil.example/',
    'xhttps://example.org',
    'example.org',
    'https://example .org',
    `https://exa\u202emple.org`,
    'https://evil.example\\@bank.example',
    'https://bank.example\u2215login.evil.example/',
    'https://bank.example\u2044login.evil.example/',
    'https://bank.example\u200b.evil.example/',
    'https://bank.example\u00ad.evil.example/',
    'https://bank.example\u034f.evil.example/',
    'https://bank.example\u3164.evil.example/',
    'https://bank.example%2fa.evil.example/',
    'https://bank%2eexample/',
    'https://127.1/',
    'https://0x7f.0.0.1/',
    'https://3232235777/',
    'https:///evil.example/',
    'https://b\u0430nk.example/',
    'https://b\u03bfok.example/',
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

  test.each([')', '.', "'", 'a', 'a.', '-', 'é.', ')('])('a host of many %j takes no long time', (piece) => {
    partAtLinks(`https://a${piece.repeat(50_000)}!`)
    partAtLinks(`https://a${piece.repeat(500_000)}.example`)
  })

  test('long runs of brackets take no long time', () => {
    const text = `https://example.org/${')'.repeat(100_000)}`
    expect(addresses(text)).toEqual(['https://example.org/'])
  })
})
