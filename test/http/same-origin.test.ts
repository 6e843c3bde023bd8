import { describe, expect, test } from 'vitest'
import { isSameOrigin, type OriginEvidence } from '../../server/http/same-origin.ts'

const nothing: OriginEvidence = { fetchSite: undefined, origin: undefined, host: 'book.test', publicUrl: undefined }

describe('isSameOrigin', () => {
  test.each<[why: string, evidence: Partial<OriginEvidence>, expected: boolean]>([
    ['says nothing: no browser', {}, true],
    ['a page of ours', { fetchSite: 'same-origin' }, true],
    ['typed or bookmarked', { fetchSite: 'none' }, true],
    ['a sister site', { fetchSite: 'same-site' }, false],
    ['another site', { fetchSite: 'cross-site' }, false],
    ['an empty Sec-Fetch-Site', { fetchSite: '' }, false],
    ['Sec-Fetch-Site twice', { fetchSite: 'same-origin, cross-site' }, false],
    ['Sec-Fetch-Site decides over Origin', { fetchSite: 'cross-site', origin: 'http://book.test' }, false],
    ['same host over HTTP', { origin: 'http://book.test' }, true],
    ['same host over HTTPS, which a proxy ended', { origin: 'https://book.test' }, true],
    ['same host with the default port', { origin: 'http://book.test', host: 'book.test:80' }, true],
    ['same host with the default port of HTTPS', { origin: 'https://book.test', host: 'book.test:443' }, true],
    ['same host in capitals', { origin: 'http://book.test', host: 'BOOK.test' }, true],
    ['another port', { origin: 'http://book.test:8081', host: 'book.test:8080' }, false],
    ['another host', { origin: 'http://evil.test' }, false],
    ['a host that begins alike', { origin: 'http://book.test.evil.test' }, false],
    ['credentials that look like our host', { origin: 'http://book.test@evil.test' }, false],
    ['Origin: null', { origin: 'null' }, false],
    ['an empty Origin', { origin: '' }, false],
    ['no URL', { origin: 'book.test' }, false],
    ['no Host', { origin: 'http://book.test', host: undefined }, false],
    ['an empty Host', { origin: 'http://book.test', host: '' }, false],
    [
      'the public address behind a proxy that changes Host',
      { origin: 'https://b.example', host: 'inner', publicUrl: 'https://b.example' },
      true,
    ],
    [
      'the public address under another scheme',
      { origin: 'http://b.example', host: 'inner', publicUrl: 'https://b.example' },
      false,
    ],
    ['an IPv6 host', { origin: 'http://[::1]:8080', host: '[::1]:8080' }, true],
  ])('%s', (_why, evidence, expected) => {
    expect(isSameOrigin({ ...nothing, ...evidence })).toBe(expected)
  })
})
