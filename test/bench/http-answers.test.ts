import { describe, expect, test } from 'vitest'
import { AnswerReader } from '../../bench/load/http-answers.ts'

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nDate: now\r\n\r\nhello'
const NOT_MODIFIED = 'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\n\r\n'

describe('what comes over a connection', () => {
  test.each([
    ['one answer', [OK], [200]],
    ['two at once', [OK + NOT_MODIFIED], [200, 304]],
    ['one without a body, then one with', [NOT_MODIFIED, OK], [304, 200]],
    ['one byte at a time', [...(OK + OK)], [200, 200]],
    ['an answer that is not complete', [OK.slice(0, -1)], []],
  ])('%s', (_, chunks, statuses) => {
    const reader = new AnswerReader()
    const answers = chunks.flatMap((chunk) => reader.read(Buffer.from(chunk)))
    expect(answers.map(({ status }) => status)).toEqual(statuses)
  })

  test('is counted with its head', () => {
    expect(new AnswerReader().read(Buffer.from(OK))).toEqual([{ status: 200, bytes: OK.length }])
  })

  test.each([
    ['no length', 'HTTP/1.1 200 OK\r\n\r\n', /content-length/],
    ['no HTTP', 'SSH-2.0\r\n\r\n', /got "SSH-2.0"/],
  ])('with %s is refused', (_, text, message) => {
    expect(() => new AnswerReader().read(Buffer.from(text))).toThrow(message)
  })
})
