import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { qrSvg } from '../../server/pages/qr-code.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { type Headers, headerOf } from './requests.ts'

test('the code of a book with a public address says that address, to every cache, and is revalidated by its tag', async () => {
  await using guestbook = await startApp({ PUBLIC_URL: 'https://example.org/book' })
  for (const url of ['/qr.svg', '/book/qr.svg']) {
    const headers = { host: 'example.org', referer: 'https://example.org/elsewhere/admin' }
    const response = await guestbook.app.inject({ url, headers })
    expect([response.statusCode, headerOf(response, 'content-type')]).toEqual([200, 'image/svg+xml'])
    expect(response.body).toBe(qrSvg('https://example.org/book/'))
    expect(headerOf(response, 'cache-control')).toBe('public, max-age=3600')
    expect(headerOf(response, 'content-security-policy')).toContain("default-src 'none'")
    expect(headerOf(response, 'x-robots-tag')).toContain('noindex')
    const again = await guestbook.app.inject({
      url,
      headers: { ...headers, 'if-none-match': String(response.headers.etag) },
    })
    expect([again.statusCode, again.body]).toEqual([304, ''])
  }
})

test('another host gets no code where the address is known', async () => {
  await using guestbook = await startApp({ PUBLIC_URL: 'https://example.org' })
  const response = await guestbook.app.inject({ url: '/qr.svg', headers: { host: 'evil.example' } })
  expect(response.statusCode).toBe(421)
  expect(headerOf(response, 'cache-control')).not.toContain('public')
})

describe('the code of a book without a public address', () => {
  let guestbook: TestApp
  beforeAll(async () => {
    guestbook = await startApp()
  })
  afterAll(() => guestbook?.[Symbol.asyncDispose]())

  test.each<[what: string, headers: Headers, address: string]>([
    ['a name with a port', { host: 'Book.local.:8080' }, 'http://book.local:8080/'],
    ['the usual port', { host: 'book.local:80' }, 'http://book.local/'],
    ['an address of IPv6', { host: '[::1]:8080' }, 'http://[::1]:8080/'],
    ['a folder', { host: 'b.local', referer: 'http://b.local/guests/' }, 'http://b.local/guests/'],
    ['a page', { host: 'b.local', referer: 'https://b.local/guests/wall' }, 'http://b.local/guests/'],
    [
      'a page below others',
      { host: 'b.local', referer: 'http://b.local/guests/admin/people/x/link' },
      'http://b.local/guests/',
    ],
    ['an entry', { host: 'b.local', referer: 'http://b.local/guests/entry/5-0' }, 'http://b.local/guests/'],
    ['the root', { host: 'b.local', referer: 'http://b.local/admin?a=/x/' }, 'http://b.local/'],
    ['another site', { host: 'b.local', referer: 'http://evil.example/guests/' }, 'http://b.local/'],
    ['no address', { host: 'b.local', referer: '<script>' }, 'http://b.local/'],
    [
      'a page that a proxy shows under another name',
      {
        host: '10.0.0.1:6443',
        referer: 'https://b.example:8443/guests/admin/paper',
        'sec-fetch-site': 'same-origin',
      },
      'https://b.example:8443/guests/',
    ],
    [
      'a page of a sister site',
      { host: 'b.local', referer: 'http://a.local/guests/', 'sec-fetch-site': 'same-site' },
      'http://b.local/',
    ],
    [
      'a page that is no site',
      { host: 'b.local', referer: 'about:blank', 'sec-fetch-site': 'same-origin' },
      'http://b.local/',
    ],
    [
      'a page under a long name',
      { host: 'b.local', referer: `http://${'x'.repeat(101)}.local/`, 'sec-fetch-site': 'same-origin' },
      'http://localhost/',
    ],
    ['a long folder', { host: 'b.local', referer: `http://b.local/${'x'.repeat(101)}/` }, 'http://b.local/'],
    ['a long name', { host: `${'x'.repeat(101)}.local` }, 'http://localhost/'],
    ['no host', { host: '' }, 'http://localhost/'],
  ])('says the one of the request, to nobody else: %s', async (_, headers, address) => {
    const response = await guestbook.app.inject({ url: '/qr.svg', headers })
    expect(response.body).toBe(qrSvg(address))
    expect(headerOf(response, 'cache-control')).toBe('private, no-cache')
    expect(headerOf(response, 'etag')).toBeDefined()
  })
})
