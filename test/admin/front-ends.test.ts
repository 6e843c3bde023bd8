import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cookieOf, headerOf } from '../http/requests.ts'
import { findAll } from '../pages/markup.ts'
import { isReady, redisVariables, startApp, type TestApp } from '../support/app.ts'
import { describeWith } from '../support/machine.ts'
import { commandCount, type RedisTopology, startRedis } from '../support/redis.ts'
import { pressEnter, SESSION, signIn } from './browser.ts'

describeWith(['redis'], 'owners at two front ends on a master and a replica', () => {
  let redis: RedisTopology
  let first: TestApp
  let second: TestApp
  beforeAll(async () => {
    redis = await startRedis({ replicas: 1 })
    first = await startApp(redisVariables(redis.master, redis.replicas[0]))
    second = await startApp(redisVariables(redis.master, redis.replicas[0]))
  })
  afterAll(async () => {
    for (const app of [first, second]) await app?.[Symbol.asyncDispose]()
    await redis?.[Symbol.asyncDispose]()
  })

  const sessionOf = async (cookie: string) => {
    const signedIn = await first.book.owners.find(cookie.split('=')[1] ?? '')
    if (!signedIn) throw new Error('expected a session')
    return signedIn
  }

  test('a session is known to both at once, and over on both at the next request', async () => {
    for (let round = 0; round < 10; round++) {
      const anna = await signIn(first, { name: `Anna ${round}` })
      expect((await anna.at(second).get('/admin')).statusCode).toBe(200)
      const { person, session } = await sessionOf(anna.cookie)
      const [here, there] = round % 2 ? [first, second] : [second, first]
      if (round % 3) await here.book.owners.remove(person.id)
      else await here.book.owners.endSession(session.id)
      expect((await anna.at(there).get('/admin')).statusCode).toBe(303)
      expect((await anna.at(here).get('/admin')).statusCode).toBe(303)
    }
  })

  test('a moderator who was an owner may no longer do what owners may, anywhere', async () => {
    const bob = await signIn(first, { name: 'Bob' })
    expect((await bob.at(second).get('/admin/people')).statusCode).toBe(200)
    await first.book.owners.remove((await sessionOf(bob.cookie)).person.id)
    const again = await signIn(first, { name: 'Bob', role: 'moderator' })
    expect((await bob.at(second).get('/admin/people')).statusCode).toBe(303)
    expect((await again.at(second).get('/admin/people')).statusCode).toBe(403)
  })

  test('the page says that the book is closed as soon as closing it is confirmed', async () => {
    const dora = await signIn(first, { name: 'Dora' })
    for (const gate of ['closed', 'open', 'closed', 'open']) {
      expect((await dora.post('/admin/settings', { gate })).statusCode).toBe(303)
      expect((await first.app.inject('/')).body.includes('<form id="sign"'), gate).toBe(gate === 'open')
    }
  })

  test('the page shows what an owner did to entries as soon as it is confirmed', async () => {
    const emma = await signIn(first, { name: 'Emma' })
    const { entry } = await first.book.append({ name: 'Ada', message: 'shown and hidden' })
    await expect.poll(() => first.feed.state?.entries[0]?.id).toBe(entry.id)
    const isShown = async (text: string) => (await first.app.inject('/')).body.includes(text)
    for (const [action, shown] of [
      ['hide', false],
      ['show', true],
      ['hide', false],
      ['show', true],
    ] as const) {
      expect((await emma.post('/admin/entries', { action, id: entry.id })).statusCode).toBe(303)
      expect(await isShown('shown and hidden'), action).toBe(shown)
    }
    expect((await emma.post(`/admin/entries/${entry.id}/reply`, { text: 'Come again!' })).statusCode).toBe(303)
    expect(await isShown('Come again!')).toBe(true)
    expect((await emma.post(`/admin/entries/${entry.id}/pin`, {})).statusCode).toBe(303)
    expect(await isShown('class="pins')).toBe(true)
    expect((await emma.post('/admin/entries', { action: 'remove', id: entry.id })).statusCode).toBe(303)
    expect(await isShown('shown and hidden')).toBe(false)
  })

  test('a code pressed at both at once signs in one', async () => {
    const code = await first.book.owners.invite({ name: 'Cleo', role: 'owner' })
    const presses = await Promise.all(
      Array.from({ length: 20 }, (_, index) => pressEnter((index % 2 ? first : second).app, code)),
    )
    expect(presses.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1)
  })

  test('wrong codes are counted over both, and a good one works at both', async () => {
    const wrong = 'A'.repeat(22)
    const statuses = []
    for (let number = 0; number < 120; number++)
      statuses.push((await pressEnter((number % 2 ? first : second).app, wrong)).statusCode)
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(20)
    for (const front of [first, second]) await signIn(front, { name: 'Dora' })
    await redis.master.client().del('guestbook:{main}:codes:failures')
  })

  test('Redis holds neither a code nor a token', async () => {
    const code = await first.book.owners.invite({ name: 'Eve', role: 'owner' })
    const { cookie } = await signIn(first, { name: 'Fay' })
    const client = redis.master.client()
    const held = []
    for (const key of ['people', 'codes', 'sessions']) held.push(await client.hgetall(`guestbook:{main}:${key}`))
    const text = JSON.stringify(held)
    expect(text).toContain('Fay')
    expect(text).not.toContain(code)
    expect(text).not.toContain(cookie.split('=')[1])
  })

  test('the replica is never asked', async () => {
    const [replica] = redis.replicas
    if (!replica) throw new Error('expected a replica')
    const gus = await signIn(first, { name: 'Gus' })
    const count = async () =>
      (await Promise.all(['hget', 'hgetall', 'hvals'].map((command) => commandCount(replica, command)))).join()
    const before = await count()
    for (const url of ['/admin', '/admin/people']) expect((await gus.get(url)).statusCode).toBe(200)
    await replica.freeze()
    try {
      for (const url of ['/admin', '/admin/people']) expect((await gus.get(url)).statusCode).toBe(200)
    } finally {
      await replica.resume()
    }
    expect(await count()).toBe(before)
  })

  test('owners get in, close the book and get out while the memory of Redis is full', async () => {
    await first.book.moderation.setSettings({ timeZone: 'Europe/Berlin' }, 'test')
    await redis.master.client().config('SET', 'maxmemory', '1mb')
    try {
      const hal = await signIn(first, { name: 'Hal' })
      expect((await hal.get('/admin/people')).statusCode).toBe(200)
      for (const gate of ['closed', 'open'])
        expect((await hal.post('/admin/settings', { gate })).statusCode, gate).toBe(303)
      const refused = await hal.post('/admin/sign', { message: 'two <lines>\r\nof mine', key: 'k' })
      expect([refused.statusCode, refused.body]).toEqual([503, expect.stringContaining('<h1>Nothing was saved</h1>')])
      const again = new Map(
        findAll(refused.body, 'input', { type: 'hidden' }).map(({ attributes }) => [
          attributes.get('name'),
          attributes.get('value'),
        ]),
      )
      expect(Object.fromEntries(again)).toEqual({
        message: 'two <lines>\r\nof mine',
        key: 'k',
        token: await hal.token(),
      })
      expect(refused.body).toContain('>Try again</button>')
      expect((await hal.post('/admin/leave')).statusCode).toBe(303)
    } finally {
      await redis.master.client().config('SET', 'maxmemory', '0')
    }
    await first.book.moderation.setSettings({ timeZone: undefined }, 'test')
  })

  test('while the master is frozen a replica shows what was last known, nothing can be changed, and the session goes on afterwards', async () => {
    const ida = await signIn(first, { name: 'Ida' })
    const token = await ida.token()
    const ended = await signIn(first, { name: 'Gil' })
    const { id } = (await sessionOf(ended.cookie)).session
    await first.book.owners.endSession(id)
    await expect.poll(() => redis.replicas[0]?.client().hexists('guestbook:{main}:sessions', id)).toBe(0)
    const code = await first.book.owners.invite({ name: 'Jo', role: 'owner' })
    await redis.master.freeze()
    try {
      for (const path of ['', '/entries', '/entries?q=x', '/entries?state=hidden', '/log', '/people', '/settings']) {
        const page = await ida.get(`/admin${path}`)
        expect([path, page.statusCode, page.body]).toEqual([
          path,
          200,
          expect.stringContaining('You see what was last known.'),
        ])
        expect(cookieOf(page, SESSION)).toBeUndefined()
      }
      expect((await ida.at(second).get('/admin')).statusCode).toBe(200)
      // Not signed out: the replica might only not know the session yet.
      const unknown = await ended.get('/admin')
      expect([unknown.statusCode, cookieOf(unknown, SESSION)]).toEqual([503, undefined])
      const answers = [
        await ida.post('/admin/people', { token, name: 'Kim', role: 'owner' }),
        await ida.post('/admin/leave', { token }),
        await first.app.inject(`/admin/enter/${code}`),
        await pressEnter(first.app, code),
      ]
      for (const answer of answers) {
        expect([answer.statusCode, headerOf(answer, 'retry-after')]).toEqual([503, '2'])
        expect(headerOf(answer, 'cache-control')).toBe('no-store')
        expect(answer.body).toMatch(
          /The owner’s pages are closed for a moment|Nothing was saved|It is not certain that this was done/,
        )
        expect(cookieOf(answer, SESSION)).toBeUndefined()
      }
      expect((await first.app.inject('/')).statusCode).toBe(200)
      expect((await first.app.inject('/admin/enter')).statusCode).toBe(200)
    } finally {
      await redis.master.resume()
    }
    for (const front of [first, second]) {
      await isReady(front)
      await expect.poll(async () => (await ida.at(front).get('/admin')).body).not.toContain('last known')
    }
    expect((await ida.post('/admin/people', { name: 'Kim', role: 'owner' })).statusCode).toBe(200)
  })

  test('sessions, codes and links end with the book’s generation', async () => {
    const lou = await signIn(first, { name: 'Lou' })
    const code = await first.book.owners.invite({ name: 'Mia', role: 'owner' })
    const generation = (await redis.master.client().get('guestbook:{main}:generation')) ?? ''
    await redis.master.client().set('guestbook:{main}:generation', 'another')
    try {
      for (const front of [first, second]) expect((await lou.at(front).get('/admin')).statusCode).toBe(303)
      expect((await pressEnter(first.app, code)).statusCode).toBe(410)
      const people = await first.book.owners.people()
      expect(people.find(({ name }) => name === 'Lou')?.sessions).toEqual([])
    } finally {
      await redis.master.client().set('guestbook:{main}:generation', generation)
    }
  })
})

test('sessions and codes of an embedded book end with its generation', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'guestbook-generation-'))
  await using guestbook = await startApp({ DATA_DIR: folder.path })
  const anna = await signIn(guestbook)
  const code = await guestbook.book.owners.invite({ name: 'Bob', role: 'owner' })
  expect((await anna.get('/admin')).statusCode).toBe(200)
  using database = new DatabaseSync(join(folder.path, 'guestbook.db'))
  database.exec("UPDATE book SET generation = 'another'")
  expect((await anna.get('/admin')).statusCode).toBe(303)
  expect((await pressEnter(guestbook.app, code)).statusCode).toBe(410)
  expect((await guestbook.book.owners.people()).map(({ sessions }) => sessions)).toEqual([[]])
})
