import fc, { type Arbitrary } from 'fast-check'

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
