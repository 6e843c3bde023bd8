import fc, { type Arbitrary } from 'fast-check'
import { awkwardText } from '../text/awkward-text.ts'

/** A request that HTTP allows, whatever it means to the guestbook. */
export interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Buffer | undefined
}

/** What tries to be more than text, in every place that a page, a feed, a script or Redis would take it for something else. */
const MARKUP = [
  '<script>alert(1)</script>',
  '</textarea><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' autofocus onfocus='alert(1)",
  '</p></li></ol><form action=//evil.example>',
  '<!--',
  ']]></content><script/>',
  '&lt;b&gt; &amp; &#60;i&#62;',
  '{{7*7}}<%= 7*7 %>',
  '\r\nSet-Cookie: a=b\r\n\r\n<html>',
  '\r\nFLUSHALL\r\n',
  'data: x\n\nevent: reload\ndata: {}',
] as const

const text = fc.oneof(
  { weight: 3, arbitrary: awkwardText },
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...MARKUP), awkwardText).map((parts) => parts.join('')) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(awkwardText, fc.integer({ min: 1, max: 2000 }))
      .map(([part, times]) => part.repeat(times).slice(0, 12_000)),
  },
)

const number = fc.oneof(
  fc.integer().map(String),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
  fc.constantFrom('0', '1', '20', '100', '101', '1e3', '0x10', '٣', '', ' 5', '5 ', 'NaN', '1.5', '-0', '+1'),
)

const logId = fc.oneof(
  fc.tuple(number, number).map((parts) => parts.join('-')),
  fc.constantFrom('-', '+', '$', '*', '(1-1', '1', '0-0', '18446744073709551615-18446744073709551615'),
  awkwardText,
)

const position = fc.oneof(
  fc.tuple(logId, logId, fc.base64String({ maxLength: 30 })).map((parts) => parts.join('.')),
  fc.string({ unit: 'binary', maxLength: 200 }),
)

const pair = fc.tuple(
  fc.oneof(fc.constantFrom('before', 'limit', 'after', 'lang', '__proto__', 'constructor', 'before[]'), awkwardText),
  fc.oneof(
    number,
    logId,
    position,
    fc.constantFrom('en', 'zh-Hans', 'ar', 'xx'),
    awkwardText,
    fc.constantFrom(...MARKUP),
  ),
)

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

const draft = fc.oneof(
  { weight: 4, arbitrary: fc.record({ name: text, message: text }) },
  { weight: 2, arbitrary: fc.record({ message: text }) },
  {
    weight: 1,
    arbitrary: fc.record(
      { name: fc.jsonValue(), message: fc.jsonValue(), extra: fc.jsonValue() },
      { requiredKeys: [] },
    ),
  },
)

const body: Arbitrary<{ type: string | undefined; body: Buffer | undefined }> = fc.oneof(
  {
    weight: 3,
    arbitrary: draft.map((value) => ({ type: 'application/json', body: Buffer.from(JSON.stringify(value)) })),
  },
  {
    weight: 3,
    arbitrary: fc
      .array(
        fc.tuple(
          fc.oneof({ weight: 9, arbitrary: fc.constantFrom('name', 'message') }, { weight: 1, arbitrary: awkwardText }),
          text,
        ),
        { maxLength: 3 },
      )
      .map((pairs) => ({ type: 'application/x-www-form-urlencoded', body: Buffer.from(encodePairs(pairs)) })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(
        '',
        '{',
        '[]',
        'null',
        '"x"',
        '{"message":"a","message":"b"}',
        '{"__proto__":{"message":"x"}}',
        '{"constructor":{"prototype":{"x":1}},"message":"x"}',
        '['.repeat(20_000),
        `{"message":"${'x'.repeat(140_000)}"}`,
        '\ufeff{"message":"x"}',
      )
      .map((value) => ({ type: 'application/json', body: Buffer.from(value) })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(
        'message=%',
        'message=%ff%fe',
        '&&&',
        '=',
        'message',
        `message=${'%F0'.repeat(60_000)}`,
        'a='.repeat(3000),
      )
      .map((value) => ({ type: 'application/x-www-form-urlencoded', body: Buffer.from(value) })),
  },
  {
    weight: 1,
    arbitrary: fc.uint8Array({ maxLength: 500 }).map((bytes) => ({ type: undefined, body: Buffer.from(bytes) })),
  },
  { weight: 2, arbitrary: fc.constant({ type: undefined, body: undefined }) },
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

/** Bytes that are hardly HTTP at all. */
export const garbage: Arbitrary<Buffer> = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc
    .tuple(
      fc.constantFrom(
        'GET / HTTP/1.1',
        'POST / HTTP/1.1',
        'GET / HTTP/9.9',
        'get / http/1.1',
        'GET  /',
        'CONNECT a:1 HTTP/1.1',
        'PRI * HTTP/2.0',
      ),
      fc.array(
        fc.constantFrom(
          'Host: x',
          'Host: x',
          'Content-Length: 5',
          'Content-Length: -1',
          'Content-Length: 99999999999999999999',
          'Transfer-Encoding: chunked',
          'Transfer-Encoding: x',
          ' folded',
          'a b: c',
          'Expect: 100-continue',
          'Expect: x',
          `X: ${'y'.repeat(20_000)}`,
          'X: \0',
        ),
        { maxLength: 5 },
      ),
      fc.constantFrom('', 'a', 'ffffffffff\r\n', '5\r\nhello\r\n0\r\n\r\n', '-1\r\n'),
    )
    .map(([line, fields, rest]) => Buffer.from(`${[line, ...fields].join('\r\n')}\r\n\r\n${rest}`, 'latin1')),
)

function encodePairs(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map((parts) => parts.map((part) => encodeURIComponent(part.toWellFormed())).join('=')).join('&')
}

/** What a header may hold. */
function onlyLatin(value: string): string {
  return value.replace(/[^\x20-\x7e\xa0-\xff]/g, '')
}
