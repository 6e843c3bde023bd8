import { expect, test } from 'vitest'
import { parseForm } from '../../server/routes/posted-form.ts'

test.each<[body: string, name: string, message: string, isMalformed: boolean]>([
  ['', '', '', false],
  ['message=Hi', '', 'Hi', false],
  ['name=Ada&message=Hi', 'Ada', 'Hi', false],
  ['message=Hi&name=Ada', 'Ada', 'Hi', false],
  ['name=Ada+B&message=a%0D%0Ab', 'Ada B', 'a\r\nb', false],
  ['message=%F0%9F%98%80%E4%BD%A0', '', '😀你', false],
  ['message=a%26b%3Dc', '', 'a&b=c', false],
  ['message=a=b', '', 'a=b', false],
  ['&message=Hi&', '', 'Hi', false],
  ['message=%zz%', '', '%zz%', false],
  ['message=%ff', '', '\ufffd', false],
  ['message', '', '', false],
  ['message=one&message=two', '', 'one', true],
  ['name=&name=x&message=Hi', '', 'Hi', true],
  ['message=Hi&role=owner', '', 'Hi', true],
  ['Message=Hi', '', '', true],
  ['message[]=Hi', '', '', true],
  ['=x', '', '', true],
  ['__proto__=x', '', '', true],
  ['message=Hi&&&&&&&&&&name=Ada', '', 'Hi', true],
])('%j', (body, name, message, isMalformed) => {
  expect(parseForm(body)).toEqual({ form: { name, message }, size: body.length, isMalformed })
})

test('two megabytes of fields held the server up for seconds: no more than a few are looked at', () => {
  const started = performance.now()
  for (const body of ['a&'.repeat(1_000_000), '&'.repeat(2_000_000), 'message=x&'.repeat(200_000)]) {
    expect(parseForm(body)).toMatchObject({ isMalformed: true, size: body.length })
  }
  expect(performance.now() - started).toBeLessThan(1000)
})
