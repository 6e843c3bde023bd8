import { expect, test } from 'vitest'
import { LENIENCE } from '../../server/book/book.ts'
import { find } from '../pages/markup.ts'
import { redisVariables, startApp } from '../support/app.ts'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import { TestVisitor } from '../support/visitor.ts'

test('a change counts as a post, taking back does not', async () => {
  await using guestbook = await startApp({ RATE_LIMIT: '2' })
  const author = new TestVisitor(guestbook.app)
  const first = (await author.send('POST', '/api/entries', { message: 'one' })).json()
  const second = (await author.send('PUT', `/api/entries/${first.id}`, { message: 'two' })).json()
  const third = await author.send('PUT', `/api/entries/${second.id}`, { message: 'three' })
  expect([third.statusCode, third.json().kind]).toEqual([429, 'too-many-posts'])
  expect(Number(third.headers['retry-after'])).toBeGreaterThan(0)
  expect((await author.send('DELETE', `/api/entries/${second.id}`)).statusCode).toBe(204)
})

test('ids cannot be tried without end', async () => {
  await using guestbook = await startApp({ RATE_LIMIT: '1' })
  const visitor = new TestVisitor(guestbook.app)
  const statuses: number[] = []
  for (let number = 0; number < 3 * LENIENCE; number++) {
    statuses.push((await visitor.send('DELETE', `/api/waiting/${number}-1`)).statusCode)
  }
  expect(statuses.slice(0, LENIENCE).every((status) => status === 404)).toBe(true)
  expect(statuses.at(-1)).toBe(429)
})

test('a body that is too large is refused, and its start comes back', async () => {
  await using guestbook = await startApp()
  const author = new TestVisitor(guestbook.app)
  const { id } = (await author.send('POST', '/api/entries', { message: 'small' })).json()
  expect((await author.send('PUT', `/api/entries/${id}`, { message: 'x'.repeat(300_000) })).statusCode).toBe(413)
  const form = await author.submit(`/entry/${id}/change`, { message: 'x'.repeat(300_000) })
  expect(form.statusCode).toBe(413)
  expect(find(form.body, 'textarea').text).toMatch(/^\nx{1000}/)
})

test.each(['text/plain', 'application/json'])('a form in %s is refused', async (type) => {
  await using guestbook = await startApp()
  const response = await guestbook.app.inject({
    method: 'POST',
    url: '/entry/1-0/take-back',
    headers: { 'content-type': type },
    payload: '{}',
  })
  expect(response.statusCode).toBe(415)
})

describeWith(['redis'], 'without the master', () => {
  test('nothing is changed or taken back, what was typed is kept, and the page shows what it can', async () => {
    await using redis = await startRedis({ replicas: 1 })
    await using guestbook = await startApp(redisVariables(redis.master, redis.replicas[0]))
    const author = new TestVisitor(guestbook.app)
    const { id } = (await author.send('POST', '/api/entries', { message: 'as it was' })).json()
    await guestbook.book.moderation.setGate({ state: 'hold' }, 'test')
    expect((await author.send('POST', '/api/entries', { message: 'waiting' })).statusCode).toBe(202)
    await redis.waitForReplicas()
    await redis.master.stop()
    await expect.poll(() => guestbook.book.health().writable).toBe(false)
    const answers = [
      await author.send('PUT', `/api/entries/${id}`, { message: 'changed' }),
      await author.send('DELETE', `/api/entries/${id}`),
      await author.submit(`/entry/${id}/take-back`),
    ]
    for (const answer of answers) {
      expect(answer.statusCode).toBe(503)
      expect(answer.headers['retry-after']).toBeDefined()
    }
    const form = await author.submit(`/entry/${id}/change`, { message: 'typed meanwhile' })
    expect(form.statusCode).toBe(503)
    expect(find(form.body, 'textarea').text).toBe('\ntyped meanwhile')
    const page = await author.get('/')
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('as it was')
    // What waits is not forgotten, whether or not it can be shown now.
    expect(author.cookies.get('guestbook-mine')).toMatch(/w\d+-\d+/)
  })
})
