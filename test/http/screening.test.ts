import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { HeldEntry } from '../../server/book/moderation.ts'
import { HONEYPOT } from '../../server/signing/screening/honeypot.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { eventually } from '../support/eventually.ts'
import { cookieOf, headerOf, newVisitor, postEntry, postForm, readEntries } from './requests.ts'

let guestbook: TestApp
beforeAll(async () => {
  guestbook = await startApp()
})
afterAll(() => guestbook?.[Symbol.asyncDispose]())

/** The entries of a drawer with this message. */
async function held(drawer: 'waiting' | 'spam', message: string): Promise<readonly HeldEntry[]> {
  const { entries } = await guestbook.book.moderation.held(drawer, { limit: 200 })
  return entries.filter((entry) => entry.message === message)
}

async function isPublished(message: string): Promise<boolean> {
  return (await readEntries(guestbook.app, '?limit=100')).some((entry) => entry.message === message)
}

async function set(settings: Readonly<Record<string, string | undefined>>): Promise<void> {
  await guestbook.book.moderation.setSettings(settings, 'the test')
  await eventually('the settings to be followed', async () => {
    for (const [name, value] of Object.entries(settings)) {
      if (guestbook.feed.state?.settings[name] !== value) throw new Error(`${name} is not ${value} yet`)
    }
  })
}

describe('a link', () => {
  test('makes an entry wait, with the reason', async () => {
    const message = 'Look at https://one.example/'
    expect((await postEntry(guestbook.app, { message })).statusCode).toBe(202)
    expect(await held('waiting', message)).toMatchObject([{ reasons: ['link'] }])
    expect(await isPublished(message)).toBe(false)
  })

  test('three of them are spam; its author is told no more than that it waits', async () => {
    const message = 'a.example.com b.example.com c.example.com'
    const response = await postEntry(guestbook.app, { message })
    expect(response.statusCode).toBe(202)
    expect(response.json().state).toBe('waiting')
    expect(await held('spam', message)).toMatchObject([{ reasons: ['links'] }])
    expect(await held('waiting', message)).toEqual([])
  })

  test('of an author who was published before does not wait', async () => {
    const first = await postForm(guestbook.app, { message: 'My page: mine.example.com' })
    const cookie = `guestbook-author=${cookieOf(first, 'guestbook-author')?.value}`
    const [waiting] = await held('waiting', 'My page: mine.example.com')
    await guestbook.book.moderation.decide([waiting?.id ?? ''], 'publish', 'the test')
    await postForm(guestbook.app, { message: 'Again: mine.example.com' }, { cookie })
    await expect.poll(() => isPublished('Again: mine.example.com')).toBe(true)
  })
})

describe('the field that no person sees', () => {
  test('filled in, it is spam', async () => {
    const message = 'Filled in by a program'
    const response = await postForm(guestbook.app, { message, [HONEYPOT]: 'https://spam.example' })
    expect(response.statusCode).toBe(303)
    expect(await held('spam', message)).toMatchObject([{ reasons: ['honeypot'] }])
  })

  test.each<[what: string, fields: Readonly<Record<string, string>>]>([
    ['empty, as browsers send it', { [HONEYPOT]: '' }],
    ['blank', { [HONEYPOT]: ' ' }],
    ['absent, as in a form of an earlier release', {}],
  ])('%s, it is nothing', async (what, fields) => {
    const message = `With a field ${what}`
    expect((await postForm(guestbook.app, { message, ...fields })).statusCode).toBe(303)
    await expect.poll(() => isPublished(message)).toBe(true)
  })

  test('comes back empty where a form is refused', async () => {
    const { body } = await postForm(guestbook.app, { message: '', [HONEYPOT]: 'filled in' })
    expect(body).not.toContain('filled in')
  })

  test('is no field of the API', async () => {
    const response = await postEntry(guestbook.app, { message: 'Hi', [HONEYPOT]: '' })
    expect(response.statusCode).toBe(400)
    expect(response.json().detail).toContain(HONEYPOT)
  })
})

describe('a browser that was first seen', () => {
  async function signedCookie(message: string): Promise<string> {
    return eventually('a signed name', async () => {
      const value = cookieOf(await postForm(guestbook.app, { message }), 'guestbook-visitor')?.value ?? ''
      if (!value.includes('.')) throw new Error(`got ${value}`)
      return value
    })
  }

  test('just now waits with its second entry', async () => {
    const cookie = `guestbook-visitor=${await signedCookie('The first')}`
    await postForm(guestbook.app, { message: 'The second' }, { cookie })
    expect(await held('waiting', 'The second')).toMatchObject([{ reasons: ['too-fast'] }])
    await postEntry(guestbook.app, { message: 'The third, over the API' }, { cookie })
    expect(await held('waiting', 'The third, over the API')).toMatchObject([{ reasons: ['too-fast'] }])
  })

  test.each<[what: string, change: (value: string) => string]>([
    ['by an earlier release', (value) => value.slice(0, 36)],
    ['at a time of its own making', (value) => value.replace(/\.[^.]+\./, '.1.')],
    ['in another book', (value) => `${value.slice(0, -1)}${value.endsWith('A') ? 'B' : 'A'}`],
  ])('%s is not suspected', async (what, change) => {
    const cookie = `guestbook-visitor=${change(await signedCookie(`Before: ${what}`))}`
    await postForm(guestbook.app, { message: `After: ${what}` }, { cookie })
    await expect.poll(() => isPublished(`After: ${what}`)).toBe(true)
  })

  test('without a cookie is not suspected', async () => {
    for (const message of ['One guest', 'Another guest']) {
      await postForm(guestbook.app, { message })
      await expect.poll(() => isPublished(message)).toBe(true)
    }
  })

  test('with a post that was refused may correct it at once', async () => {
    const visitor = newVisitor()
    const refused = await postForm(guestbook.app, { name: 'n'.repeat(51), message: 'Corrected' }, visitor)
    expect(refused.statusCode).toBe(422)
    const given = cookieOf(refused, 'guestbook-visitor')
    expect(given?.value ?? '').not.toContain('.')
    await postForm(guestbook.app, { name: 'n', message: 'Corrected' }, visitor)
    await expect.poll(() => isPublished('Corrected')).toBe(true)
  })

  test('with the same entry sent again is answered as the first time', async () => {
    const first = await postForm(guestbook.app, { message: 'Sent twice' })
    const cookie = `guestbook-visitor=${cookieOf(first, 'guestbook-visitor')?.value}`
    const again = await postForm(guestbook.app, { message: 'Sent twice' }, { cookie })
    expect(headerOf(again, 'location')).toBe(headerOf(first, 'location'))
    expect(await held('waiting', 'Sent twice')).toEqual([])
  })

  test('gets one cookie for its name, not two', async () => {
    const { cookies } = await postForm(guestbook.app, { message: 'How many cookies?' })
    const names = cookies.map(({ name }) => name)
    expect(names.filter((name) => name === 'guestbook-visitor')).toHaveLength(1)
  })
})

describe('the same text', () => {
  const LONG = 'The best guesthouse on the whole coast!'

  test('of 20 characters waits the second time, no matter who sends it or how it is written', async () => {
    expect((await postEntry(guestbook.app, { name: 'Ada', message: LONG })).statusCode).toBe(201)
    const again = LONG.toUpperCase()
    expect((await postForm(guestbook.app, { name: 'Bo', message: again }, newVisitor())).statusCode).toBe(303)
    expect(await held('waiting', again)).toMatchObject([{ reasons: ['repeated'] }])
  })

  test('waits also if it was held before', async () => {
    const message = 'The best pills: pills.example.com'
    for (const name of ['One', 'Two']) await postEntry(guestbook.app, { name, message })
    expect(await held('waiting', message)).toMatchObject([{ reasons: ['link'] }, { reasons: ['link', 'repeated'] }])
  })

  test('if short, may be said by all', async () => {
    for (const name of ['Ada', 'Bo', 'Cy']) {
      expect((await postEntry(guestbook.app, { name, message: 'Thank you!' })).statusCode).toBe(201)
    }
  })
})

test('the owner’s words make an entry wait from when they are set', async () => {
  expect((await postEntry(guestbook.app, { message: 'My casino' })).statusCode).toBe(201)
  await set({ words: '=casino\nfree money' })
  expect((await postEntry(guestbook.app, { message: 'Your CASINO' })).statusCode).toBe(202)
  expect(await held('waiting', 'Your CASINO')).toMatchObject([{ reasons: ['words'] }])
  expect((await postEntry(guestbook.app, { message: 'casinos' })).statusCode).toBe(201)
  await set({ words: undefined })
  expect((await postEntry(guestbook.app, { message: 'A casino' })).statusCode).toBe(201)
})

describe('the owner’s name', () => {
  beforeAll(() => set({ ownerName: 'Anna' }))
  afterAll(() => set({ ownerName: undefined }))

  test('is refused as a visitor’s, in their language, on the form and over the API', async () => {
    const refused = await postEntry(guestbook.app, { name: 'Аnnа', message: 'I am the owner' })
    expect(refused.statusCode).toBe(422)
    expect(refused.json()).toMatchObject({ kind: 'name-reserved', errors: [{ pointer: '#/name' }] })
    const form = await postForm(guestbook.app, { name: 'ANNA', message: 'Me too' }, { 'accept-language': 'de' })
    expect(form.statusCode).toBe(422)
    expect(form.body).toContain('So heißen die Gastgeber dieses Buchs.')
    expect(form.body).toContain('Me too')
  })

  test('within another name is fine', async () => {
    expect((await postEntry(guestbook.app, { name: 'Hannah', message: 'Hi' })).statusCode).toBe(201)
    expect((await postEntry(guestbook.app, { name: '', message: 'Hi there' })).statusCode).toBe(201)
  })
})

test('above HOLD_ABOVE posts a minute from all, entries wait', async () => {
  await using busy = await startApp({ HOLD_ABOVE: '3' })
  const statuses: number[] = []
  for (let number = 0; number < 5; number++) {
    statuses.push((await postEntry(busy.app, { message: `Post ${number}` })).statusCode)
  }
  expect(statuses).toEqual([201, 201, 201, 202, 202])
  const { entries } = await busy.book.moderation.held('waiting', { limit: 10 })
  expect(entries.map(({ reasons }) => reasons)).toEqual([['busy'], ['busy']])
})

test('while the book cannot say its secret, nobody is suspected, and posts are taken', async () => {
  await using other = await startApp()
  other.book.secret = () => Promise.reject(new Error('away'))
  const first = await postForm(other.app, { message: 'First' })
  const value = cookieOf(first, 'guestbook-visitor')?.value
  const second = await postForm(other.app, { message: 'Second' }, { cookie: `guestbook-visitor=${value}` })
  expect([first.statusCode, second.statusCode]).toEqual([303, 303])
  expect((await other.book.moderation.counts()).waiting).toBe(0)
})
