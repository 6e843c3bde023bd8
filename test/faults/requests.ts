import fc, { type Arbitrary } from 'fast-check'
import { awkwardText } from '../text/awkward-text.ts'
import { encodePairs, logId, onlyLatin, pair, position } from './awkward-values.ts'
import { body } from './request-bodies.ts'

/** A request that HTTP allows, whatever it means to the guestbook. */
export interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Buffer | undefined
}

/** A query as a program would write it, and one that no program would. */
const query = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  { weight: 6, arbitrary: fc.array(pair, { maxLength: 4 }).map((pairs) => `?${encodePairs(pairs)}`) },
  {
    weight: 1,
    arbitrary: fc
      .string({ unit: fc.constantFrom(...'%=&?;#[]/\\.+0aF'), maxLength: 40 })
      .map((junk) => `?${junk}`.replace('#', '%23')),
  },
)

const ROUTES = [
  '/',
  '/api/entries',
  '/api/live',
  '/feed.atom',
  '/livez',
  '/readyz',
  '/openapi.json',
  '/favicon.ico',
  '/robots.txt',
] as const

const path = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...ROUTES) },
  { weight: 4, arbitrary: logId.map((id) => `/api/entries/${encodeURIComponent(id.toWellFormed())}`) },
  { weight: 1, arbitrary: awkwardText.map((junk) => `/assets/${encodeURIComponent(junk.toWellFormed())}`) },
  {
    weight: 2,
    arbitrary: fc
      .string({
        unit: fc.constantFrom(
          '/',
          '.',
          '..',
          '%',
          '%2f',
          '%00',
          '%ff',
          '%2e',
          'api',
          'entries',
          'assets',
          ':',
          ';',
          '*',
          '\\',
          '~',
        ),
        maxLength: 20,
      })
      .map((junk) => `/${junk}`),
  },
)

const headerText = fc.string({
  unit: fc.constantFrom(
    ...Array.from({ length: 224 }, (_, index) => String.fromCharCode(32 + index)).filter(
      (character) => character !== '\x7f',
    ),
  ),
  maxLength: 120,
})

const TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'application/json; charset=latin1',
  'application/problem+json',
  'application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded; charset=utf-16',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'text/plain',
  'text/html',
  'application/xml',
  '*/*',
  'application/',
  '/',
  '',
] as const

const headers = fc.record(
  {
    'content-type': fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...TYPES) }, { weight: 1, arbitrary: headerText }),
    accept: fc.oneof(fc.constantFrom('text/html', 'application/json', '*/*', 'text/event-stream', ''), headerText),
    'accept-language': fc.oneof(fc.constantFrom('en', 'de-AT, zh;q=0.9', '*', 'ar;q=2'), headerText),
    'accept-encoding': fc.oneof(fc.constantFrom('gzip', 'br', 'identity;q=0', '*;q=0', 'zstd'), headerText),
    'content-encoding': fc.constantFrom('gzip', 'br', 'identity', 'nonsense'),
    'guestbook-position': fc.oneof(position.map(onlyLatin), headerText),
    cookie: fc.oneof(
      position.map((one) => `guestbook-position=${onlyLatin(encodeURIComponent(one.toWellFormed()))}`),
      headerText.map((one) => `guestbook-visitor=${one}; guestbook-language=${one}; guestbook-position=%`),
      headerText,
    ),
    'idempotency-key': fc.oneof(fc.constantFrom('same', ''), headerText),
    'if-none-match': fc.oneof(fc.constantFrom('*', 'W/""', '"'), headerText),
    'last-event-id': fc.oneof(position.map(onlyLatin), headerText),
    origin: fc.oneof(fc.constantFrom('null', 'http://evil.example', 'http://127.0.0.1'), headerText),
    'sec-fetch-site': fc.constantFrom('same-origin', 'none', 'cross-site', 'same-site', ''),
    host: fc.oneof(fc.constantFrom('guestbook.test', '[::1]', '', 'a b', 'x'.repeat(300)), headerText),
    'x-forwarded-for': fc.oneof(fc.constantFrom('203.0.113.9', 'unknown, ::1', ''), headerText),
    'x-forwarded-host': headerText,
    'x-http-method-override': fc.constantFrom('DELETE', 'POST'),
    range: fc.constantFrom('bytes=0-0', 'bytes=-1', 'bytes=5-1', 'x'),
    upgrade: fc.constantFrom('websocket', 'h2c'),
    connection: fc.constantFrom('close', 'upgrade', 'keep-alive'),
  },
  { requiredKeys: [] },
)

const METHODS = [
  'GET',
  'GET',
  'POST',
  'POST',
  'POST',
  'HEAD',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'SEARCH',
  'QUERY',
] as const

/** Any request over every route, method, header and body. About half of the posts are what a client could send in earnest. */
export const requests: Arbitrary<Asked> = fc
  .tuple(fc.constantFrom(...METHODS), path, query, headers, body, fc.boolean())
  .map(([method, route, search, own, content, isEarnest]) => {
    const target =
      isEarnest && method === 'POST'
        ? content.type === 'application/json'
          ? '/api/entries'
          : '/'
        : `${route}${search}`
    const chosen = isEarnest ? {} : own
    return {
      method,
      path: target,
      headers: { ...(content.type ? { 'content-type': content.type } : {}), ...chosen },
      body: content.body,
    }
  })
