import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { cookieOf, type Headers, headerOf, newVisitor, postForm, readEntries } from './requests.ts'

let guestbook: TestApp
beforeAll(async () => {
  guestbook = await startApp()
})
afterAll(() => guestbook?.[Symbol.asyncDispose]())

describe('the same words', () => {
  test('give a browser a name when it posts first, which goes with the browser', async () => {
    expect((await guestbook.app.inject('/')).cookies).toEqual([])
    expect((await guestbook.app.inject({ url: '/api/entries' })).cookies).toEqual([])
    const first = async () =>
      cookieOf(await postForm(guestbook.app, { message: `My first ${crypto.randomUUID()}` }), 'guestbook-visitor')
    // The secret of a new book, with which names are stamped, is asked for by the first post.
    await expect.poll(async () => (await first())?.value).toContain('.')
    const cookie = await first()
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

  test('are one entry if only what is not stored differs, such as a space at the end', async () => {
    const visitor = newVisitor()
    const answers = []
    for (const [name, message] of [
      ['Zo\u00eb', 'One caf\u00e9'],
      [' Zoe\u0308 ', 'One cafe\u0301 \r\n'],
    ])
      answers.push(await postForm(guestbook.app, { name, message }, visitor))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303])
    expect(new Set(answers.map((answer) => headerOf(answer, 'location'))).size).toBe(1)
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
