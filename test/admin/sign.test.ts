import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Entry } from '../../server/common/entry.ts'
import { headerOf } from '../http/requests.ts'
import { find, findAll } from '../pages/markup.ts'
import { redisVariables, startApp, type TestApp } from '../support/app.ts'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import { TestVisitor } from '../support/visitor.ts'
import { signIn } from './browser.ts'

const PATH = '/admin/sign'
const MARK = '<small class="owner">owner</small>'

const newest = async ({ app }: TestApp) => (await app.inject('/api/entries')).json().entries as Entry[]

/** The list of entries, without the template that the script has in an attribute. */
const listOf = async ({ app }: TestApp) => (await app.inject('/')).body.replace(/ data-item="[^"]*"/, '')

let guestbook: TestApp
beforeAll(async () => {
  guestbook = await startApp()
})
afterAll(() => guestbook?.[Symbol.asyncDispose]())
beforeEach(async () => {
  const { moderation } = guestbook.book
  await moderation.setSettings({ ownerName: undefined }, 'test')
  await moderation.setGate({ state: 'open' }, 'test')
})

test.each(['open', 'first', 'hold'] as const)('an owner’s entry is marked and never waits (%s)', async (state) => {
  const anna = await signIn(guestbook)
  await guestbook.book.moderation.setGate({ state }, 'test')
  const message = `From me (${state}): http://a.example http://b.example http://c.example`
  const signed = await anna.post(PATH, { message, key: `key of ${state}` })
  expect([signed.statusCode, headerOf(signed, 'location')]).toEqual([303, `${PATH}?done`])
  expect((await anna.get(`${PATH}?done`)).body).toContain('Your entry is in the book.')
  await expect.poll(async () => (await newest(guestbook))[0]).toMatchObject({ name: 'Anna', message, byOwner: true })
  expect(await listOf(guestbook)).toContain(MARK)
  // Sent twice, it is added once.
  expect((await anna.post(PATH, { message, key: `key of ${state}` })).statusCode).toBe(303)
  expect((await newest(guestbook)).filter((entry) => entry.message === message)).toHaveLength(1)
})

test('it has the owner’s name of the book, which visitors cannot have, nor the mark', async () => {
  const anna = await signIn(guestbook)
  await anna.post('/admin/settings', { ownerName: 'The museum' })
  await expect.poll(async () => (await anna.get(PATH)).body).toContain('“The museum”')
  await anna.post(PATH, { message: 'Welcome' })
  await expect.poll(async () => (await newest(guestbook))[0]).toMatchObject({ name: 'The museum', byOwner: true })
  const visitor = new TestVisitor(guestbook.app)
  expect((await visitor.submit('/', { name: 'the  MUSEUM', message: 'x' })).statusCode).toBe(422)
  for (const field of ['via', 'byOwner']) {
    const sent = await visitor.send('POST', '/api/entries', { name: 'Zed', message: 'x', [field]: 'owner' })
    expect(sent.statusCode).toBe(400)
    expect((await visitor.submit('/', { name: 'Zed', message: 'x', [field]: 'owner' })).statusCode).toBe(400)
  }
  await visitor.submit('/', { name: MARK, message: 'Do I look like it?' })
  await expect.poll(async () => (await newest(guestbook))[0]?.name).toBe(MARK)
  expect((await newest(guestbook))[0]?.byOwner).toBeUndefined()
  const [item = ''] = (await listOf(guestbook)).split('</li>')
  expect(item).toContain('&#60;small class')
  expect(item).not.toContain(MARK)
})

test('an owner signs as such in the form of the book’s own page, once, whatever the gate holds', async () => {
  const anna = await signIn(guestbook)
  const { body } = await anna.get('/')
  const button = findAll(body, 'button', { class: 'as-owner' })[0]
  expect(button?.text).toBe('Sign as the owner')
  const action = (button?.attributes.get('formaction') ?? '').replace(/^\.\//, '/')
  await guestbook.book.moderation.setGate({ state: 'hold' }, 'test')
  // What the form has besides: a name, which does not count, and the field that no person sees.
  const fields = { message: 'From the book’s page', name: 'somebody', 'leave-empty': '' }
  for (let time = 0; time < 2; time++) {
    const signed = await anna.post(action, fields)
    const location = headerOf(signed, 'location') ?? ''
    expect([signed.statusCode, location]).toEqual([303, expect.stringMatching(/^\/\?done=signed#\d+-\d+$/)])
    const page = await anna.get(location.split('#')[0] ?? '', {
      'guestbook-position': headerOf(signed, 'guestbook-position') ?? '',
    })
    expect(page.body).toContain('Your entry is in the book.')
    expect(page.body).toContain(`id="${location.split('#')[1]}"`)
  }
  const entries = (await newest(guestbook)).filter(({ message }) => message === fields.message)
  expect(entries).toMatchObject([{ name: 'Anna', byOwner: true }])
})

test('nobody else signs as the owner from there', async () => {
  const action = '/admin/sign?from-book'
  const message = 'not by the owner'
  const anna = await signIn(guestbook)
  const mo = await signIn(guestbook, { name: 'Mo', role: 'moderator' })
  expect((await mo.get('/')).body).not.toContain('as-owner')
  expect((await guestbook.app.inject('/')).body).not.toContain('as-owner')
  expect((await mo.post(action, { message })).statusCode).toBe(403)
  expect((await anna.post(action, { message, token: 'forged' })).statusCode).toBe(403)
  const elsewhere = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }
  expect((await anna.post(action, { message }, elsewhere)).statusCode).toBe(403)
  expect((await new TestVisitor(guestbook.app).submit(action, { message })).statusCode).toBeGreaterThanOrEqual(400)
  // Another button of the same form is a visitor's.
  const visitor = await anna.post('/', { name: 'Zed', message: 'as a visitor', token: '' })
  expect(visitor.statusCode).toBe(400)
  expect((await newest(guestbook)).map((entry) => entry.message)).not.toContain(message)
})

test('what cannot be an entry is refused with the reason, and the text stays', async () => {
  const anna = await signIn(guestbook)
  const long = await anna.post(PATH, { message: 'x'.repeat(1001) })
  expect(long.statusCode).toBe(422)
  expect(find(long.body, 'textarea').text.trim()).toBe('x'.repeat(1001))
  expect(findAll(long.body, 'p', { id: 'message-problem' })[0]?.text).toMatch(/1,001 characters/)
  expect((await anna.post(PATH, { message: ' ' })).statusCode).toBe(422)
  await guestbook.book.moderation.setGate({ state: 'closed' }, 'test')
  const closed = await anna.post(PATH, { message: 'too late' })
  expect(closed.statusCode).toBe(403)
  expect(find(closed.body, 'textarea').text.trim()).toBe('too late')
})

describeWith(['redis'], 'an owner’s entry on Redis', () => {
  test('is marked at every front end, also from the list of older entries, and when it is hidden and shown', async () => {
    await using redis = await startRedis({ replicas: 1 })
    await using here = await startApp(redisVariables(redis.master, redis.replicas[0]))
    await using there = await startApp(redisVariables(redis.master, redis.replicas[0]))
    const anna = await signIn(here)
    await here.book.moderation.setGate({ state: 'hold' }, 'test')
    await anna.post(PATH, { message: 'From me' })
    await expect.poll(async () => (await newest(there))[0]).toMatchObject({ message: 'From me', byOwner: true })
    const [entry] = await newest(there)
    const older = await here.book.page({ limit: 5, fromMaster: true })
    expect(older.entries[0]).toEqual(entry)
    await here.book.moderation.mark(entry?.id ?? '', { kind: 'hide' }, 'test')
    await expect.poll(() => newest(there)).not.toContainEqual(entry)
    await here.book.moderation.mark(entry?.id ?? '', { kind: 'show' }, 'test')
    await expect.poll(() => newest(there)).toContainEqual(entry)
  })
})
