import { hostname } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../server/common/languages.ts'
import { signIn } from '../admin/browser.ts'
import { find, findAll } from '../pages/markup.ts'
import { redisVariables, startApp, type TestApp } from '../support/app.ts'
import { eventually } from '../support/eventually.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisTopology, startRedis } from '../support/redis.ts'
import { TestVisitor } from '../support/visitor.ts'
import { headerOf } from './requests.ts'

describe('/topology of an embedded book', () => {
  test('is for those who keep the book, unless it is opened', async () => {
    await using guestbook = await startApp()
    const response = await guestbook.app.inject('/topology')
    expect([response.statusCode, headerOf(response, 'location')]).toEqual([303, '/admin/enter'])
    const moderator = await signIn(guestbook, { role: 'moderator' })
    expect((await moderator.get('/topology')).body).toContain('One process keeps this book, in one file.')
  })

  test('says that there is one process and one file, in every language, and is hidden from search engines', async () => {
    await using guestbook = await startApp({ TOPOLOGY: 'public' })
    for (const language of LANGUAGES) {
      const response = await guestbook.app.inject({ url: '/topology', headers: { 'guestbook-language': language } })
      expect([response.statusCode, headerOf(response, 'cache-control')]).toEqual([200, 'no-store'])
      expect(headerOf(response, 'x-robots-tag')).toContain('noindex')
      expect(find(response.body, 'html').attributes.get('lang')).toBe(language)
      expect(findAll(response.body, 'table')).toEqual([])
    }
  })

  test.each<[environment: Record<string, string>, status: number]>([
    [{ TOPOLOGY: 'off' }, 404],
    [{ ADMIN: 'off' }, 404],
    [{ ADMIN: 'off', TOPOLOGY: 'public' }, 200],
  ])('with %j', async (environment, status) => {
    await using guestbook = await startApp(environment)
    expect((await guestbook.app.inject('/topology')).statusCode).toBe(status)
  })

  test('shows the way of the visitor’s own entry, and only of theirs', async () => {
    await using guestbook = await startApp({ TOPOLOGY: 'public' })
    const [author, other] = [new TestVisitor(guestbook.app), new TestVisitor(guestbook.app)]
    expect((await author.get('/topology')).body).toContain('Sign the book, then come back')
    await author.submit('/', { message: 'Hello' })
    await eventually('the way of the entry', async () => {
      expect((await author.get('/topology')).body.match(/<b>[\d.,]+ ms<\/b>/g)).toHaveLength(3)
    })
    const { body } = await author.get('/topology')
    expect(body).toContain('It was on disk, in the book’s file:')
    expect(body).not.toContain('The master')
    expect((await other.get('/topology')).body).toContain('Sign the book, then come back')
  })
})

describeWith(['redis'], '/topology of a master and two replicas', () => {
  let redis: RedisTopology
  let here: TestApp
  let there: TestApp
  beforeAll(async () => {
    redis = await startRedis({ provider: 'deployed', replicas: 2 })
    here = await startApp(redisVariables(redis.master, redis.replicas[0]))
    there = await startApp(redisVariables(redis.master, redis.replicas[1]))
  })
  afterAll(async () => {
    for (const each of [here, there, redis]) await each?.[Symbol.asyncDispose]()
  })

  const pageOf = async ({ app }: TestApp) => (await app.inject('/topology')).body
  const rowsOf = (page: string) => findAll(page, 'tr').length - 1
  const readOf = (page: string) => /It reads the book from: ([^<]*)\./.exec(page)?.[1]

  test('is public without a public address, and names this process and the replica that it reads', async () => {
    const pages = await eventually('each front end to read its replica', async () => {
      const found = await Promise.all([here, there].map(pageOf))
      expect(found.map(readOf).toSorted()).toEqual(['Replica 1', 'Replica 2'])
      for (const page of found) expect(page.match(/>connected</g)).toHaveLength(3)
      return found
    })
    for (const page of pages) {
      expect(page).toContain(`comes from the front end ${hostname().split('.')[0]}.`)
      expect(rowsOf(page)).toBe(3)
      expect(findAll(page, 'tr', { class: 'read' })).toHaveLength(1)
    }
  })

  test('shows no address, no version and nothing of the environment', async () => {
    const page = await pageOf(here)
    const ports = [redis.master, ...redis.replicas].map(({ port }) => String(port))
    for (const secret of ['127.0.0.1', 'localhost', 'redis://', process.version, process.cwd(), ...ports]) {
      expect(page.replaceAll(/<td>[^<]*<\/td>/g, '')).not.toContain(secret)
    }
    const { redis_version: version = '' } = await redis.master.info('server')
    expect(page).not.toContain(version)
  })

  test('shows the way of an entry that this process received', async () => {
    const author = new TestVisitor(here.app)
    await author.submit('/', { message: 'Hello' })
    await eventually('the way of the entry', async () => {
      expect((await author.get('/topology')).body.match(/<b>[\d.,]+ ms<\/b>/g)).toHaveLength(3)
    })
    author.app = there.app
    expect((await author.get('/topology')).body).toContain('Another front end received your newest entry')
  })

  test('shows a frozen replica as silent, a lost one not at all, and a master that is away', async () => {
    const [one] = redis.replicas
    await one?.freeze()
    await eventually('the silence to show', async () => expect(await pageOf(there)).toContain('silent</td>'), 15_000)
    expect(readOf(await pageOf(here))).not.toBe('Replica 1')
    await one?.resume()
    await one?.kill()
    await eventually('the replica to be gone', async () => {
      const page = await pageOf(here)
      expect([rowsOf(page), readOf(page)]).toEqual([2, 'Master'])
    })
    await redis.master.freeze()
    await eventually('the master to be away', async () => {
      const page = await pageOf(here)
      expect(page).toContain('cannot be reached')
      expect(page).toContain('the page comes from the front end’s memory')
    })
    await redis.master.resume()
  })
})

test('a public address closes /topology of a book on Redis to strangers', async () => {
  await using guestbook = await startApp(
    { PUBLIC_URL: 'https://book.example', REDIS_MASTER_URL: 'redis://127.0.0.1:1' },
    { untilReady: false },
  )
  const response = await guestbook.app.inject({ url: '/topology', headers: { host: 'book.example' } })
  expect(response.statusCode).not.toBe(200)
})
