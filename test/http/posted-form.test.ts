import { expect, test } from 'vitest'
import { FIELD_NAMES } from '../../server/common/entry-fields.ts'
import { parseForm } from '../../server/routes/posted-form.ts'
import { processorTime } from '../support/busy.ts'
import { draft } from '../support/entry.ts'
import { formBody } from './requests.ts'

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
  ['message=%EF%BF%BD', '', '\ufffd', false],
  ['message', '', '', false],
  ['message=one&message=two', '', 'one', true],
  ['name=&name=x&message=Hi', '', 'Hi', true],
  ['message=Hi&role=owner', '', 'Hi', true],
  ['Message=Hi', '', '', true],
  ['message[]=Hi', '', '', true],
  ['=x', '', '', true],
  ['__proto__=x', '', '', true],
  ['message=Hi&topic=&topic=', '', 'Hi', true],
  ['message=Hi&&&&&&&&&&name=Ada', '', 'Hi', true],
])('%j', (body, name, message, isMalformed) => {
  const form = draft({ name, message })
  expect(parseForm(body)).toEqual({ form, isTrapped: false, size: body.length, isMalformed, isUtf8: true })
})

test.each(FIELD_NAMES)('the %s is read', (field) => {
  const form = draft({ [field]: 'as it was' })
  expect(parseForm(formBody(form))).toMatchObject({ form, isMalformed: false })
})

test.each<[body: string, isTrapped: boolean]>([
  ['message=Hi', false],
  ['message=Hi&topic=', false],
  ['message=Hi&topic=+%0D%0A', false],
  ['topic=x&message=Hi', true],
  ['message=Hi&topic=http%3A%2F%2Fexample.com', true],
])('%j fills in the field that no person sees: %s', (body, isTrapped) => {
  expect(parseForm(body)).toMatchObject({ form: { message: 'Hi' }, isTrapped, isMalformed: false })
})

test.each<[what: string, body: Buffer | string, message: string]>([
  ['cp1252, percent-encoded', 'message=J%FCrgen', 'J\ufffdrgen'],
  ['cp1252, as it is', Buffer.from('message=J\u00fcrgen', 'latin1'), 'J\ufffdrgen'],
  ['an overlong slash', 'message=%C0%AF', '\ufffd\ufffd'],
  ['half of a surrogate pair', 'message=%ED%A0%80', '\ufffd\ufffd\ufffd'],
  ['a sequence that is cut off', 'message=%E4%BD&name=', '\ufffd'],
  ['a sequence that is cut off at the end', 'name=&message=%F0%9F%98', '\ufffd'],
  ['a byte that only continues', 'message=a%80', 'a\ufffd'],
  ['beyond the last code point', 'message=%F4%90%80%80', '\ufffd\ufffd\ufffd\ufffd'],
  ['UTF-16', Buffer.from('message=\u00e9', 'utf16le'), ''],
])('%s is not UTF-8; the rest is kept', (_what, body, message) => {
  expect(parseForm(body)).toMatchObject({ isUtf8: false, form: { message } })
})

test('two megabytes of fields held the server up for seconds: no more than a few are looked at', async () => {
  const parse = () => {
    for (const body of ['a&'.repeat(1_000_000), '&'.repeat(2_000_000), 'message=x&'.repeat(200_000)]) {
      expect(parseForm(body)).toMatchObject({ isMalformed: true, size: body.length })
    }
  }
  expect(await processorTime(parse)).toBeLessThan(1000)
})
