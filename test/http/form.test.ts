import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { draftOf } from '../../server/common/entry.ts'
import { isDrawn, TEXT_FIELDS } from '../../server/common/entry-fields.ts'
import { find, findAll } from '../pages/markup.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { SIGNATURE } from '../support/entry.ts'
import { cookieOf, formBody, type Headers, headerOf, newVisitor, postForm, readEntries } from './requests.ts'

let guestbook: TestApp
beforeAll(async () => {
  guestbook = await startApp()
})
afterAll(() => guestbook?.[Symbol.asyncDispose]())

describe('a form that is taken', () => {
  test('sends the visitor to their entry, which stands in the book', async () => {
    const response = await postForm(guestbook.app, { name: ' Ada ', message: 'Hello\r\nthere' })
    expect(response.statusCode).toBe(303)
    const [entry] = await readEntries(guestbook.app)
    expect(entry).toMatchObject({ name: 'Ada', message: 'Hello\nthere' })
    expect(headerOf(response, 'location')).toBe(`/entry/${entry?.id}`)
    expect(headerOf(response, 'cache-control')).toBe('no-store')
    const page = await guestbook.app.inject('/')
    expect(find(page.body, 'li', { id: `${entry?.id}` })).toBeDefined()
  })

  test('puts all of its fields into the book', async () => {
    await guestbook.book.moderation.setSettings({ extra: 'Where from?' }, 'Ada')
    const draft = draftOf((field) => (isDrawn(field) ? SIGNATURE : `my ${field}`))
    expect((await postForm(guestbook.app, draft)).statusCode).toBe(303)
    const [entry] = await readEntries(guestbook.app)
    expect(entry).toMatchObject(draft)
    const page = await guestbook.app.inject('/')
    for (const field of TEXT_FIELDS) expect(page.body).toContain(`>my ${field}<`)
    expect(find(page.body, 'use').attributes.get('href')).toBe(`./entry/${entry?.id}/signature.svg#s`)
  })

  test('tells the browser how far the book is, in a cookie that scripts and other sites do not get', async () => {
    const response = await postForm(guestbook.app, { message: 'Hello' })
    const cookie = cookieOf(response, 'guestbook-position')
    expect(cookie).toMatchObject({ path: '/', httpOnly: true, sameSite: 'Lax', maxAge: 300 })
    expect(cookie?.secure).toBeUndefined()
    expect(cookie?.value).toBe(headerOf(response, 'guestbook-position'))
  })

  test.each([
    ['no name', { message: 'Hello' }],
    ['an empty name', { name: '', message: 'Hello' }],
    ['a blank name', { name: ' \u200b', message: 'Hello' }],
  ])('%s is anonymous', async (_why, fields) => {
    expect((await postForm(guestbook.app, fields)).statusCode).toBe(303)
    const [entry] = await readEntries(guestbook.app)
    expect(entry?.name).toBe('')
  })

  test.each([
    ['1000 letters', { message: 'a'.repeat(1000) }],
    ['400 family emoji', { message: '👨‍👩‍👧‍👦'.repeat(400) }],
    ['250 kisses of two people’s skin, 10 code points each', { message: '👩🏽‍❤️‍💋‍👨🏿'.repeat(250) }],
    ['50 family emoji for a name', { name: '👨‍👩‍👧‍👦'.repeat(50), message: 'Hello' }],
  ])('%s', async (_what, fields) => {
    expect((await postForm(guestbook.app, fields)).statusCode).toBe(303)
    const [entry] = await readEntries(guestbook.app)
    expect(entry).toMatchObject(fields)
  })

  test('a content type with a charset, as some browsers send it', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' }
    expect((await postForm(guestbook.app, { message: 'Hello' }, headers)).statusCode).toBe(303)
  })
})

describe('a form that is refused comes back with what was typed and the reason', () => {
  const manyMarks = `a${'\u0301'.repeat(20_000)}`
  test.each<[what: string, fields: Record<string, string>, status: number, place: string, says: RegExp]>([
    ['an empty message', { name: 'Ada', message: '' }, 422, 'message-problem', /a few words/],
    ['a blank message', { name: 'Ada', message: ' \r\n\t\u3000' }, 422, 'message-problem', /a few words/],
    ['a message of zero-width spaces', { name: 'Ada', message: '\u200b\u200b' }, 422, 'message-problem', /a few words/],
    ['no message', { name: 'Ada' }, 422, 'message-problem', /a few words/],
    ['1001 letters', { message: 'a'.repeat(1001) }, 422, 'message-problem', /1,001 characters/],
    ['1000 family emoji', { message: '👨‍👩‍👧‍👦'.repeat(1000) }, 422, 'message-problem', /25 KB.*10 KB/],
    ['20,000 characters', { message: '😀'.repeat(20_000) }, 422, 'message-problem', /room for 1,000 characters/],
    [
      'a stack of marks in the name',
      { name: `Z${'\u0334\u0321\u0310'.repeat(40)}`, message: 'Hi' },
      422,
      'name-problem',
      /8 combining/,
    ],
    ['joined emoji without end', { message: '👩\u200d'.repeat(200) }, 422, 'message-problem', /more than 16 parts/],
    ['1001 family emoji', { message: '👨‍👩‍👧‍👦'.repeat(1001) }, 422, 'message-problem', /1,001 characters/],
    ['a name of 51 letters', { name: 'n'.repeat(51), message: 'Hi' }, 422, 'name-problem', /51 characters/],
    ['one letter under 20,000 marks', { message: manyMarks }, 422, 'message-problem', /combining marks/],
    ['a field that the form does not have', { message: 'Hi', role: 'owner' }, 400, 'form-problem', /did not arrive/],
    ['a field that every object has', { message: 'Hi', __proto__x: '1' }, 400, 'form-problem', /did not arrive/],
  ])('%s', async (_what, fields, status, place, says) => {
    const before = await readEntries(guestbook.app)
    const response = await postForm(guestbook.app, fields)
    expect(response.statusCode).toBe(status)
    expect(headerOf(response, 'content-type')).toBe('text/html; charset=utf-8')
    expect(headerOf(response, 'cache-control')).toBe('no-store')
    expect(find(response.body, 'p', { id: place }).text).toMatch(says)
    expect(find(response.body, 'textarea').text.slice(1)).toBe(fields.message ?? '')
    expect(find(response.body, 'input', { id: 'name' }).attributes.get('value')).toBe(fields.name ?? '')
    expect(findAll(response.body, 'ul')[0]?.attributes.get('data-position')).toBeUndefined()
    expect(response.body).not.toContain(before[0]?.id)
    expect(await readEntries(guestbook.app)).toEqual(before)
  })

  test('the reason is in the reader’s language', async () => {
    const response = await postForm(guestbook.app, { message: '' }, { 'accept-language': 'de' })
    expect(find(response.body, 'html').attributes.get('lang')).toBe('de')
    expect(find(response.body, 'p', { id: 'message-problem' }).text).toBe('Schreib bitte zuerst ein paar Worte.')
  })

  test('a field that comes twice', async () => {
    const response = await postForm(guestbook.app, 'message=one&message=two')
    expect(response.statusCode).toBe(400)
    expect(find(response.body, 'textarea').text.slice(1)).toBe('one')
  })

  test('a megabyte: what would have fitted comes back', async () => {
    const response = await postForm(guestbook.app, { name: 'Ada', message: 'a'.repeat(1_000_000) })
    expect(response.statusCode).toBe(413)
    expect(find(response.body, 'p', { id: 'form-problem' }).text).toMatch(/far more than fits/)
    expect(find(response.body, 'input', { id: 'name' }).attributes.get('value')).toBe('Ada')
    expect(find(response.body, 'textarea').text.slice(1)).toMatch(/^a{130000,}$/)
  })

  test('two megabytes of quotation marks, which took a third of a second each, are not written out', async () => {
    const response = await postForm(guestbook.app, `message=${'"'.repeat(2_000_000)}`)
    expect(response.statusCode).toBe(413)
    expect(response.body.length).toBeLessThan(1_000_000)
  })

  test('more than two megabytes: nobody typed that, and it is not read', async () => {
    const response = await postForm(guestbook.app, { message: 'a'.repeat(2 * 1024 * 1024) })
    expect(response.statusCode).toBe(413)
    expect(find(response.body, 'p', { id: 'form-problem' }).text).toMatch(/far more than fits/)
  })

  test('broken percent-encoding is text like any other', async () => {
    expect((await postForm(guestbook.app, 'message=100%+%zz+%EF%BF%BD')).statusCode).toBe(303)
    expect((await readEntries(guestbook.app))[0]?.message).toBe('100% %zz \ufffd')
  })

  test.each([
    ['percent-encoded', 'name=J%FCrgen&message=Gr%FC%DFe'],
    ['as they are', Buffer.from('name=J\u00fcrgen&message=Gr\u00fc\u00dfe', 'latin1')],
  ])('bytes of another encoding, %s, are not stored; what could be read is shown', async (_how, payload) => {
    const before = await readEntries(guestbook.app)
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const response = await guestbook.app.inject({ method: 'POST', url: '/', headers, payload })
    expect(response.statusCode).toBe(400)
    expect(find(response.body, 'p', { id: 'form-problem' }).text).toMatch(/could not be read/)
    expect(find(response.body, 'textarea').text.slice(1)).toBe('Gr\ufffd\ufffde')
    expect(find(response.body, 'input', { id: 'name' }).attributes.get('value')).toBe('J\ufffdrgen')
    expect(await readEntries(guestbook.app)).toEqual(before)
  })

  test('a field _charset_ is one that the form does not have', async () => {
    expect((await postForm(guestbook.app, '_charset_=utf-8&message=Hi')).statusCode).toBe(400)
  })
})

describe('what is no form', () => {
  test.each([
    ['JSON', 'application/json', '{"message":"Hello"}', 415],
    ['multipart', 'multipart/form-data; boundary=x', '--x--', 415],
    ['plain text', 'text/plain', 'message=Hello', 415],
    ['no type that there is', 'nonsense', 'message=Hello', 415],
    ['another charset', 'application/x-www-form-urlencoded; charset=windows-1252', 'message=Hello', 415],
  ])('%s', async (_what, type, payload, status) => {
    const response = await postForm(guestbook.app, payload, { 'content-type': type })
    expect(response.statusCode).toBe(status)
    expect(headerOf(response, 'content-type')).toBe('text/html; charset=utf-8')
  })

  test('no body at all is an empty form', async () => {
    const response = await guestbook.app.inject({ method: 'POST', url: '/' })
    expect(response.statusCode).toBe(422)
    expect(find(response.body, 'p', { id: 'message-problem' })).toBeDefined()
  })
})

describe('the same words', () => {
  test('give a browser a name when it posts first, which goes with the browser', async () => {
    expect((await guestbook.app.inject('/')).cookies).toEqual([])
    expect((await guestbook.app.inject({ url: '/api/entries' })).cookies).toEqual([])
    const first = await postForm(guestbook.app, { message: 'My first' })
    const cookie = cookieOf(first, 'guestbook-visitor')
    expect(cookie).toMatchObject({
      value: expect.stringMatching(/^[\da-f-]{36}/),
      httpOnly: true,
      sameSite: 'Lax',
      path: '/',
    })
    expect(cookie?.maxAge).toBeUndefined()
    const again = await postForm(
      guestbook.app,
      { message: 'My second' },
      { cookie: `guestbook-visitor=${cookie?.value}` },
    )
    expect(cookieOf(again, 'guestbook-visitor')).toBeUndefined()
  })

  test('of a double click on the first form of all are one entry, also once the browser has a name', async () => {
    const headers = { 'user-agent': 'Firefox', 'accept-language': 'de' }
    const post = (more: Headers = {}) =>
      postForm(guestbook.app, { name: 'Bo', message: 'Click' }, { ...headers, ...more })
    const answers = await Promise.all([post(), post()])
    for (const answer of [...answers]) {
      answers.push(await post({ cookie: `guestbook-visitor=${cookieOf(answer, 'guestbook-visitor')?.value}` }))
    }
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303, 303, 303])
    expect(new Set(answers.map((answer) => headerOf(answer, 'location'))).size).toBe(1)
    expect((await readEntries(guestbook.app)).filter(({ message }) => message === 'Click')).toHaveLength(1)
  })

  test.each<[what: string, other: Headers]>([
    ['another browser', { 'user-agent': 'Safari', 'accept-language': 'de' }],
    ['a browser of another language', { 'user-agent': 'Firefox', 'accept-language': 'fr' }],
    [
      'the same browser, which has a name by now',
      { 'user-agent': 'Firefox', 'accept-language': 'de', ...newVisitor() },
    ],
  ])('from %s are another entry', async (what, other) => {
    const message = `Me, too: ${what}`
    const first = await postForm(guestbook.app, { message }, { 'user-agent': 'Firefox', 'accept-language': 'de' })
    const second = await postForm(guestbook.app, { message }, other)
    expect([first.statusCode, second.statusCode]).toEqual([303, 303])
    expect(headerOf(second, 'location')).not.toBe(headerOf(first, 'location'))
  })

  test('posted twice by one browser are one entry, whether at once or in turn', async () => {
    const visitor = newVisitor()
    const post = () => postForm(guestbook.app, { name: 'Bo', message: 'Twice' }, visitor)
    const answers = [...(await Promise.all([post(), post(), post()])), await post()]
    expect(new Set(answers.map((answer) => headerOf(answer, 'location'))).size).toBe(1)
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303, 303, 303])
    expect((await readEntries(guestbook.app)).filter(({ message }) => message === 'Twice')).toHaveLength(1)
  })

  test('posted by two browsers stand twice, from one address as well', async () => {
    for (const visitor of [newVisitor(), newVisitor()]) {
      expect((await postForm(guestbook.app, { message: 'Me too' }, visitor)).statusCode).toBe(303)
    }
    expect((await readEntries(guestbook.app)).filter(({ message }) => message === 'Me too')).toHaveLength(2)
  })

  test('other words of the same browser are another entry', async () => {
    const visitor = newVisitor()
    for (const message of ['This', 'That']) {
      expect((await postForm(guestbook.app, { message }, visitor)).statusCode).toBe(303)
    }
    expect((await readEntries(guestbook.app, '?limit=2')).map(({ message }) => message)).toEqual(['That', 'This'])
  })

  test.each(['', 'short', 'x'.repeat(4000), '../../../../etc/passwd', 'a b'])(
    'a visitor’s cookie of somebody’s own making counts for nothing: %j',
    async (value) => {
      const cookie = `guestbook-visitor=${value}`
      const response = await postForm(guestbook.app, { message: 'Odd cookie' }, { cookie })
      expect(response.statusCode).toBe(303)
      expect(cookieOf(response, 'guestbook-visitor')?.value).toMatch(/^[\da-f-]{36}/)
    },
  )
})

test('the form is what its size says, whatever it holds', () => {
  expect(formBody({ message: '👩🏽‍❤️‍💋‍👨🏿'.repeat(1000) }).length).toBeLessThan(128 * 1024)
})
