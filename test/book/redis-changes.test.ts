import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Book } from '../../server/book/book.ts'
import { bookKeys } from '../../server/book/stores/redis/book-keys.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisTopology, startRedis } from '../support/redis.ts'
import { locationOf, openWritable } from '../support/redis-book.ts'
import { doEverything, openTablets, signIn } from './contract/do-everything.ts'
import { startFollower } from './contract/follower.ts'
import { ids } from './contract/harness.ts'
import { done, hold, OWNER } from './contract/moderating.ts'

const KEYS = bookKeys('main')

describeWith(['redis'], 'the log of changes in Redis', () => {
  let redis: RedisTopology
  let book: Book & AsyncDisposable
  beforeAll(async () => {
    redis = await startRedis({ provider: 'deployed' })
  })
  beforeEach(async () => {
    await book?.[Symbol.asyncDispose]()
    await redis.master.client().flushall()
    book = await openWritable({ location: locationOf(redis.master) })
  })
  afterAll(async () => {
    await book?.[Symbol.asyncDispose]()
    await redis?.[Symbol.asyncDispose]()
  })

  /** Records with fields by name, oldest first. */
  async function records(): Promise<Record<string, string>[]> {
    const raw = await redis.master.client().xrange(KEYS.changes, '-', '+')
    return raw.map(([, fields]) =>
      Object.fromEntries(fields.flatMap((name, index) => (index % 2 === 0 ? [[name, fields[index + 1] ?? '']] : []))),
    )
  }

  async function post(message: string): Promise<string> {
    return (await book.append({ message }, { screening: { author: 'ada', print: message, holdAbove: 300 } })).entry.id
  }

  test('names in the field that older releases know only entries that readers do not see any more', async () => {
    await doEverything(book)
    const found = await records()
    const known = found.filter(({ entry }) => entry !== undefined).map(({ op }) => op)
    expect(known).toEqual(['hide', 'remove', 'replace', 'replace-waits', 'take-back'])
    const others = found.filter(({ of }) => of !== undefined).map(({ op }) => op)
    const marks = ['show', 'pin', 'unpin', 'reply']
    // The last removal is that of an entry that waited.
    expect(others).toEqual([...marks, 'publish', 'spam', 'refuse', 'remove', 'withdraw'])
    expect(found.filter(({ of, entry }) => of === undefined && entry === undefined).map(({ op }) => op)).toEqual([
      'gate',
      'settings',
    ])
    for (const { at } of found) expect(Number(at)).toBeGreaterThan(Date.now() - 60_000)
  })

  test('an entry that waited and one that readers see may have the same id: only the right one goes', async () => {
    const id = await hold(book, 'held')
    await redis.master.client().xadd(KEYS.entries, id, 'message', 'public', 'at', '1000')
    done(await book.moderation.remove(id, OWNER, 'waiting'))
    const abort = new AbortController()
    const follower = startFollower(book, abort.signal)
    await expect.poll(() => follower.received.length).toBeGreaterThan(0)
    expect(ids(follower.entries())).toEqual([id])
    abort.abort()
    await follower.ended
    expect((await book.find(id)).entry?.message).toBe('public')
  })

  test('records of the last release, this one and the next are read side by side', async () => {
    const [first = '', second = '', third = ''] = await Promise.all(['one', 'two', 'three'].map(post))
    const abort = new AbortController()
    const follower = startFollower(book, abort.signal)
    await expect.poll(() => follower.received.length).toBeGreaterThan(0)
    const client = redis.master.client()
    const old = client.multi().xdel(KEYS.entries, first).xadd(KEYS.changes, '*', 'entry', first)
    await old.exec()
    // What a later release records has no effect on readers of this one.
    await client.xadd(KEYS.changes, '*', 'op', 'translate', 'of', second, 'by', 'Anna', 'at', '1000')
    await client.xadd(KEYS.changes, '*', 'op', 'archive', 'entry', third, 'by', 'Anna', 'at', '1000')
    const { position } = done(await book.moderation.mark(second, { kind: 'pin' }, OWNER))
    await follower.reaches({ ...position, entries: follower.last().position.entries })
    const changed = follower.received.slice(1).flatMap((changes) => changes.changed)
    expect(changed.map(({ op, entry }) => [op, entry])).toEqual([
      ['remove', first],
      ['translate', undefined],
      ['archive', undefined],
      ['pin', second],
    ])
    expect(follower.last().total).toBe(2)
    abort.abort()
    await follower.ended
    const { records: audit } = await book.moderation.audit({ limit: 10 })
    expect(audit.map(({ op, by, entry }) => [op, by, entry])).toEqual([
      ['pin', OWNER, second],
      ['archive', 'Anna', third],
      ['translate', 'Anna', second],
      ['remove', '', first],
    ])
  })

  test('the last release takes the key of a held post for that of another, and never for a published one', async () => {
    await hold(book, 'held', {}, { key: { value: 'its key', lifetime: 60_000 } })
    const stored = await redis.master.client().get(KEYS.idempotency('its key'))
    // How that release reads it: a fingerprint, which it compares, then the entry.
    const [, fingerprint = ''] = /^(\S+) (.+)$/.exec(stored ?? '') ?? []
    expect(fingerprint).toMatch(/^waiting:/)
  })

  test('an entry that the last release removed while it was hidden is not counted for ever', async () => {
    const [gone = '', stays = ''] = await Promise.all(['gone', 'stays'].map(post))
    done(await book.moderation.mark(gone, { kind: 'hide' }, OWNER))
    await redis.master.client().xdel(KEYS.entries, gone)
    expect(await book.moderation.hidden()).toEqual([])
    expect(await book.moderation.mark(gone, { kind: 'show' }, OWNER)).toEqual({ kind: 'unknown' })
    expect(await book.page({ limit: 5, fromMaster: true })).toMatchObject({ total: 1, entries: [{ id: stays }] })
    // Nor if nobody asks for that entry again.
    const [other = '', another = ''] = await Promise.all(['other', 'another'].map(post))
    done(await book.moderation.mark(other, { kind: 'hide' }, OWNER))
    await redis.master.client().xdel(KEYS.entries, other)
    done(await book.moderation.remove(another, OWNER))
    expect(await book.moderation.counts()).toMatchObject({ hidden: 0 })
    expect(await book.page({ limit: 5, fromMaster: true })).toMatchObject({ total: 1, entries: [{ id: stays }] })
  })

  test('everything lies under the keys that are named in one place', async () => {
    await doEverything(book)
    await book.secret()
    await signIn(book)
    await openTablets(book)
    await book.append({ message: 'x' }, { perDay: 9, allowances: [{ network: '192.0.2.7', perMinute: 9 }] })
    const { idempotency: _key, alias: _alias, network: _network, texts, decided, moved, gone, kiosks, ...fixed } = KEYS
    const named = [...Object.values(fixed), ...Object.values(kiosks())]
    const prefixes = [texts(Date.now()), decided('waiting', ''), moved(''), gone(''), 'guestbook:{main}:posts:network:']
    for (const key of await redis.master.client().keys('*')) {
      expect(named.includes(key) || prefixes.some((prefix) => key.startsWith(prefix)), key).toBe(true)
    }
    for (const key of named.filter((name) => name !== KEYS.hidden && name !== KEYS.hiddenRuns))
      expect(await redis.master.client().exists(key), key).toBe(1)
  })

  test('the day’s texts end by themselves, even if the first post of the minute had none', async () => {
    await book.append({ message: 'short' }, { screening: { author: 'ada', holdAbove: 300 } })
    await post('a text that is long enough')
    expect(await redis.master.client().pttl(KEYS.texts(Date.now()))).toBeGreaterThan(0)
  })

  test('what counts and remembers for a while ends by itself', async () => {
    await doEverything(book)
    const client = redis.master.client()
    const day = 24 * 60 * 60 * 1000
    const atMost: readonly [pattern: string, milliseconds: number][] = [
      ['texts:*', 2 * day],
      ['minute', 60_000],
      ['decided:*', 30 * day],
      ['moved:*', day],
    ]
    for (const [pattern, milliseconds] of atMost) {
      const keys = await client.keys(`guestbook:{main}:${pattern}`)
      expect(keys.length, pattern).toBeGreaterThan(0)
      for (const key of keys) {
        const left = await client.pttl(key)
        expect(left, key).toBeGreaterThan(0)
        expect(left, key).toBeLessThanOrEqual(milliseconds)
      }
    }
  })
})
