import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { find, findAll } from '../pages/markup.ts'
import { redisVariables, startApp, type TestApp } from '../support/app.ts'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import { TestVisitor } from '../support/visitor.ts'
import { headerOf } from './requests.ts'

const HOUR = 60 * 60 * 1000

describe('a closed book', () => {
  let guestbook: TestApp
  beforeAll(async () => {
    guestbook = await startApp()
  })
  afterAll(() => guestbook?.[Symbol.asyncDispose]())

  let visitor: TestVisitor
  beforeEach(async () => {
    await guestbook.book.moderation.setGate({ state: 'open' }, 'test')
    visitor = new TestVisitor(guestbook.app)
  })

  const forms = (page: { body: string }) => findAll(page.body, 'form', { id: 'sign' })

  test('says so where the form was, and shows its entries', async () => {
    await visitor.submit('/', { message: 'while it was open' })
    await guestbook.book.moderation.setGate({ state: 'closed' }, 'test')
    await expect.poll(async () => forms(await visitor.get('/'))).toEqual([])
    const page = await visitor.get('/')
    expect(page.body).toContain('The book takes no new entries at the moment.')
    expect(page.body).not.toContain('It opens on')
    expect(page.body).toContain('while it was open')
    expect(find(page.body, 'p', { class: 'status' })).toBeDefined()
  })

  test('refuses the API and the form, which keeps what was typed', async () => {
    await guestbook.book.moderation.setGate({ state: 'closed' }, 'test')
    const api = await visitor.send('POST', '/api/entries', { message: 'too late' })
    expect([api.statusCode, api.json().kind]).toEqual([403, 'closed'])
    expect(api.headers['retry-after']).toBeUndefined()
    const form = await visitor.submit('/', { message: 'too late, typed', name: 'Ada' })
    expect(form.statusCode).toBe(403)
    expect(find(form.body, 'textarea').text).toBe('\ntoo late, typed')
    expect(find(form.body, 'p', { id: 'form-problem' }).text).toMatch(/has closed/)
    expect(visitor.cookies.has('guestbook-mine')).toBe(false)
  })

  test('opens by the clock, and says when in the reader’s language', async () => {
    const opensAt = Date.now() + 2 * HOUR
    await guestbook.book.moderation.setGate({ state: 'open', opensAt }, 'test')
    await expect.poll(async () => forms(await visitor.get('/'))).toEqual([])
    const day = new Date(opensAt).getUTCDate()
    expect((await visitor.get('/')).body).toMatch(new RegExp(`It opens on \\w+ ${day}, `))
    const german = await new TestVisitor(guestbook.app, { 'accept-language': 'de' }).get('/')
    expect(german.body).toMatch(new RegExp(`Es öffnet am ${day}\\. `))
    const refused = await visitor.send('POST', '/api/entries', { message: 'too early' })
    expect([refused.statusCode, refused.json().kind]).toEqual([403, 'closed'])
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(7100)
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(7200)
    expect(refused.json().detail).toMatch(/closed until/)
  })

  test('opens and closes at its time without a restart and without any write', async () => {
    const { moderation } = guestbook.book
    await moderation.setGate({ state: 'closed' }, 'test')
    await expect.poll(async () => forms(await visitor.get('/'))).toEqual([])
    const closedTag = headerOf(await visitor.get('/'), 'etag')
    await moderation.setGate({ state: 'open', opensAt: Date.now() + 500 }, 'test')
    await expect.poll(async () => forms(await visitor.get('/'))).toHaveLength(1)
    expect(headerOf(await visitor.get('/'), 'etag')).not.toBe(closedTag)
    await moderation.setGate({ state: 'open', closesAt: Date.now() + 500 }, 'test')
    await expect.poll(async () => forms(await visitor.get('/'))).toEqual([])
    expect((await visitor.send('POST', '/api/entries', { message: 'too late' })).statusCode).toBe(403)
  })

  test('takes no change of an entry, but its author may take it back', async () => {
    const signed = await visitor.submit('/', { message: 'mine' })
    const id = headerOf(signed, 'location')?.slice('/entry/'.length)
    await guestbook.book.moderation.setGate({ state: 'closed' }, 'test')
    await expect.poll(async () => (await visitor.get('/')).body).not.toContain(`/entry/${id}/change`)
    expect((await visitor.get('/')).body).toContain(`/entry/${id}/take-back`)
    const form = await visitor.get(`/entry/${id}/change`)
    expect(form.statusCode).toBe(403)
    const change = await visitor.send('PUT', `/api/entries/${id}`, { message: 'changed' })
    expect([change.statusCode, change.json().kind]).toEqual([403, 'closed'])
    expect((await visitor.send('DELETE', `/api/entries/${id}`)).statusCode).toBe(204)
  })
})

describeWith(['redis'], 'a book closed on one front end', () => {
  test('takes nothing on another from the moment that is acknowledged', async () => {
    await using redis = await startRedis({ replicas: 2 })
    const [one, two] = redis.replicas
    await using here = await startApp(redisVariables(redis.master, one))
    await using there = await startApp(redisVariables(redis.master, two))
    await here.book.moderation.setGate({ state: 'closed' }, 'test')
    const visitor = new TestVisitor(there.app)
    expect((await visitor.send('POST', '/api/entries', { message: 'x' })).json().kind).toBe('closed')
    expect((await visitor.submit('/', { message: 'x' })).statusCode).toBe(403)
    await expect.poll(async () => (await visitor.get('/')).body).toContain('takes no new entries')
  })
})
