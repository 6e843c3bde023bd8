import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { headerOf, postEntry } from '../http/requests.ts'
import { find, findAll } from '../pages/markup.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { eventually } from '../support/eventually.ts'
import { FROM_SCRIPT, newKey, openTablet, type Tablet } from './tablet.ts'

let guestbook: TestApp
let tablet: Tablet
beforeAll(async () => {
  guestbook = await startApp()
  tablet = await openTablet(guestbook)
})
afterAll(() => guestbook?.[Symbol.asyncDispose]())

const messages = async ({ book }: TestApp = guestbook) => {
  const { entries } = await book.page({ limit: 100, fromMaster: true })
  return entries.map(({ message }) => message)
}
const OWNER = 'anna'

describe('what a visitor writes', () => {
  test('is in the book, and the tablet thanks without a script too', async () => {
    const response = await tablet.post({ name: 'Ada', message: 'Lovely evening' })
    expect(response.statusCode).toBe(303)
    expect(headerOf(response, 'location')).toBe('/kiosk/thanks')
    const thanks = await tablet.get('/kiosk/thanks')
    expect(thanks.body).toContain('Thank you!')
    expect(thanks.body).toContain('content="8; url=../kiosk"')
    expect(await messages()).toContain('Lovely evening')
  })

  test('is told to the script without a page', async () => {
    const response = await tablet.post({ message: 'By script' }, FROM_SCRIPT)
    expect([response.statusCode, response.json()]).toEqual([201, { state: 'published' }])
  })

  test('is known to have come from a tablet, by nobody', async () => {
    await using held = await startApp()
    await held.book.moderation.setGate({ state: 'hold' }, OWNER)
    const door = await openTablet(held)
    await eventually('the gate to be known', async () => expect(held.feed.state?.gate.state).toBe('hold'))
    for (const message of ['one', 'two']) {
      const response = await door.post({ message }, FROM_SCRIPT)
      expect([response.statusCode, response.json()]).toEqual([202, { state: 'waiting' }])
    }
    const { entries } = await held.book.moderation.held('waiting', { limit: 10 })
    expect(entries).toMatchObject([
      { message: 'one', via: 'kiosk', reasons: ['gate'] },
      { message: 'two', via: 'kiosk', reasons: ['gate'] },
    ])
    const [first, second] = entries.map(({ author }) => author)
    expect(first).not.toBe(second)
    const form = await door.post({ message: 'three' })
    expect(headerOf(form, 'location')).toBe('/kiosk/thanks?waiting=')
    const thanks = await door.get('/kiosk/thanks?waiting=')
    expect(thanks.body).toMatch(/<p class="waiting">Your words will appear once the owner has read them/)
  })

  test('is refused in the language of the page, with the words kept, while the book is closed', async () => {
    await using closed = await startApp()
    await closed.book.moderation.setGate({ state: 'closed' }, OWNER)
    const door = await openTablet(closed)
    const form = await door.post({ message: 'Too late', name: 'Ada' })
    expect(form.statusCode).toBe(403)
    expect(find(form.body, 'textarea').text.trim()).toBe('Too late')
    const told = await door.post({ message: 'Too late' }, FROM_SCRIPT)
    expect(told.json()).toMatchObject({ kind: 'closed', detail: expect.stringContaining('nimmt keine neuen Einträge') })
    await eventually('the page to know', async () =>
      expect((await door.get()).body).toContain('The book takes no new entries at the moment'),
    )
    expect((await door.get()).body).not.toContain('class="write"')
  })

  test.each([
    ['nothing', '', 422],
    ['nothing but its key', `key=${newKey()}`, 422],
    ['an empty message', `key=${newKey()}&message=+`, 422],
    ['a very long message', `key=${newKey()}&message=${'x'.repeat(2000)}`, 422],
    ['no key', 'message=without+a+key', 400],
    ['a guessable key', 'message=guess&key=1', 400],
    ['a key in capitals', `message=capitals&key=${'A'.repeat(32)}`, 400],
    ['two keys', `message=twice&key=${newKey()}&key=${newKey()}`, 400],
    ['an unknown field', `message=more&key=${newKey()}&via=owner`, 400],
    ['the honeypot of the book’s page', `message=honey&key=${newKey()}&topic=x`, 400],
    ['bytes that are not UTF-8', `message=%FF&key=${newKey()}`, 400],
    ['far too much', `key=${newKey()}&message=${'x'.repeat(300 * 1024)}`, 413],
  ])('is refused with a reason if it is %s', async (_what, body, status) => {
    const before = await messages()
    const form = await tablet.post(body)
    // Without a key there is nothing to say about the rest.
    const expected = body === '' ? [400, 422] : [status]
    expect(expected).toContain(form.statusCode)
    expect(findAll(form.body, 'p').some(({ attributes, text }) => attributes.get('class') === 'problem' && text)).toBe(
      true,
    )
    expect((await tablet.post(body, FROM_SCRIPT)).json()).toMatchObject({ detail: expect.stringMatching(/./) })
    expect(await messages()).toEqual(before)
  })

  test('of another kind than a form is refused', async () => {
    const response = await tablet.post('{"message":"x"}', { 'content-type': 'application/json' })
    expect(response.statusCode).toBe(415)
    expect(response.body).not.toMatch(/href="(\.\.\/)*\.?\/?"/)
  })

  test('is refused if the name is the owner’s', async () => {
    await using owned = await startApp()
    await owned.book.moderation.setSettings({ ownerName: 'Anna' }, OWNER)
    await eventually('the name', async () => expect(owned.feed.state?.settings.ownerName).toBe('Anna'))
    const door = await openTablet(owned)
    expect((await door.post({ name: 'anna', message: 'I am' })).statusCode).toBe(422)
  })

  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sister site', { 'sec-fetch-site': 'same-site' }],
    ['the address bar', { 'sec-fetch-site': 'none' }],
    ['another origin', { 'sec-fetch-site': '', origin: 'http://evil.test' }],
    ['nowhere', { 'sec-fetch-site': '' }],
  ])('from a page of %s is refused', async (_what, headers) => {
    const message = `not from here ${newKey()}`
    expect((await tablet.post({ message }, headers)).statusCode).toBe(403)
    expect(await messages()).not.toContain(message)
  })

  test('from its own page is accepted where browsers only say the origin', async () => {
    const headers = { 'sec-fetch-site': '', host: 'book.test', origin: 'http://book.test' }
    expect((await tablet.post({ message: 'By origin' }, headers)).statusCode).toBe(303)
  })
})

describe('each form is one entry', () => {
  const count = async (message: string) => (await messages()).filter((text) => text === message).length

  test('sent twice, one after the other or at once', async () => {
    const form = { key: newKey(), message: 'Sent twice' }
    const answers = [
      await tablet.post(form, FROM_SCRIPT),
      ...(await Promise.all([tablet.post(form), tablet.post(form)])),
    ]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 303, 303])
    expect(await count('Sent twice')).toBe(1)
  })

  test('the same words by the next visitor are another', async () => {
    for (let guest = 0; guest < 3; guest++) {
      expect(
        (await tablet.post({ name: '', message: 'Thank you for this lovely evening, dear hosts!' })).statusCode,
      ).toBe(303)
    }
    expect(await count('Thank you for this lovely evening, dear hosts!')).toBe(3)
  })

  test('words that were corrected before they were sent again are another', async () => {
    const key = newKey()
    await tablet.post({ key, message: 'Corected' })
    expect((await tablet.post({ key, message: 'Corrected' })).statusCode).toBe(303)
    expect(await messages()).toEqual(expect.arrayContaining(['Corected', 'Corrected']))
  })

  test('two tablets with one key are two', async () => {
    const other = await openTablet(guestbook, { name: 'The bar' })
    const form = { key: newKey(), message: 'From two tablets' }
    await tablet.post(form)
    await other.post(form)
    expect(await count('From two tablets')).toBe(2)
  })

  test('a form that is refused keeps its key, one that is new has another', async () => {
    const key = newKey()
    const keyIn = (body: string) => find(body, 'input', { name: 'key' }).attributes.get('value')
    expect(keyIn((await tablet.post({ key, message: '' })).body)).toBe(key)
    const keys = new Set<string | undefined>()
    for (let form = 0; form < 5; form++) keys.add(keyIn((await tablet.get('/kiosk/write')).body))
    expect(keys.size).toBe(5)
    for (const one of keys) expect(one).toMatch(/^[\da-f]{32}$/)
  })
})

describe('a tablet’s allowance', () => {
  const fill = async (door: Tablet) => {
    const statuses: number[] = []
    for (let number = 0; number < 31; number++) {
      statuses.push((await door.post({ message: `guest ${number}` }, FROM_SCRIPT)).statusCode)
    }
    return statuses
  }

  test('is its own: neither the network around it nor another tablet uses it up, nor it theirs', async () => {
    await using limited = await startApp({ RATE_LIMIT: '2' })
    const door = await openTablet(limited)
    for (let phone = 0; phone < 3; phone++) await postEntry(limited.app, { message: `phone ${phone}` })
    expect((await postEntry(limited.app, { message: 'one too many' })).statusCode).toBe(429)
    expect(await fill(door)).toEqual([...Array.from({ length: 30 }, () => 201), 429])
    const bar = await openTablet(limited, { name: 'The bar' })
    expect((await bar.post({ message: 'from the bar' })).statusCode).toBe(303)
  })

  test('is not spent by what is refused, and leaves the phones theirs', async () => {
    await using limited = await startApp({ RATE_LIMIT: '2' })
    const door = await openTablet(limited)
    for (let attempt = 0; attempt < 25; attempt++) {
      expect((await door.post({ message: '' }, FROM_SCRIPT)).statusCode).toBe(422)
    }
    await fill(door)
    const full = await door.post({ message: 'still here' })
    expect(full.statusCode).toBe(429)
    expect(find(full.body, 'textarea').text.trim()).toBe('still here')
    for (let phone = 0; phone < 2; phone++) {
      expect((await postEntry(limited.app, { message: `phone ${phone}` })).statusCode).toBe(201)
    }
  })
})
