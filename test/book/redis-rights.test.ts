import { readFileSync } from 'node:fs'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { bookKeys } from '../../server/book/stores/redis/book-keys.ts'
import { openRedisBook } from '../../server/book/stores/redis/redis-book.ts'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import { addressOf, locationOf, openWritable } from '../support/redis-book.ts'
import { doEverything } from './contract/do-everything.ts'
import { startFollower } from './contract/follower.ts'
import { appendInTurn, positionAfter } from './contract/harness.ts'
import { OWNER } from './contract/moderating.ts'

const configuration = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8')

/** What the documents tell owners to allow. */
const RIGHTS = /^~guestbook:\*[^`]+/m.exec(configuration)?.[0].trim().split(/\s+/) ?? []

describeWith(['redis'], 'a Redis user with no more rights than it needs', () => {
  const login = { username: 'guestbook', password: 'secret' }

  test('can do everything', async () => {
    await using redis = await startRedis({ provider: 'deployed' })
    await redis.master.client().call('ACL', 'SETUSER', login.username, 'on', `>${login.password}`, ...RIGHTS)
    const address = { ...addressOf(redis.master), ...login }
    await using book = await openWritable({ location: { kind: 'redis', master: address, replica: address } })
    const abort = new AbortController()
    const follower = startFollower(book, abort.signal)
    await expect.poll(() => follower.received.length).toBeGreaterThan(0)
    await doEverything(book)
    const options = {
      key: { value: 'a key', lifetime: 60_000 },
      alias: { value: 'an alias', lifetime: 60_000 },
      allowances: [{ network: '192.0.2.7', perMinute: 1 }],
      perDay: 100,
      screening: { author: 'eve', spam: ['links'], print: 'a text' },
    } as const
    await book.append({ message: 'spam' }, options)
    await book.append({ message: 'spam' }, options)
    await expect(
      book.append({ message: 'one too many' }, { ...options, key: undefined, alias: undefined }),
    ).rejects.toThrow()
    await book.secret()
    const entrance = await book.owners.enter(await book.owners.invite({ name: 'Anna', role: 'owner' }), 'a phone')
    if (entrance.kind !== 'entered') expect.fail('expected the code to be accepted')
    await book.owners.find(entrance.token)
    await book.owners.enter('x'.repeat(43), 'a phone')
    for (const person of await book.owners.people()) {
      await book.owners.endSession(person.sessions[0]?.id ?? '')
      await book.owners.endSessionsOf(person.id)
      await book.owners.remove(person.id)
    }
    await book.owners.withdraw('Anna')
    const tablet = await book.tablets.enter(await book.tablets.invite('The door'), 'a tablet')
    if (tablet.kind === 'entered') await book.tablets.find(tablet.token)
    for (const { id } of await book.tablets.list()) await book.tablets.close(id)
    const page = await book.page({ limit: 10 })
    await book.find(page.entries[0]?.id ?? '')
    await book.fatesOf('ada', ['1-0'])
    for (const drawer of ['waiting', 'spam'] as const) await book.moderation.held(drawer, { limit: 10 })
    await book.moderation.mark(page.entries[0]?.id ?? '', { kind: 'hide' }, OWNER)
    expect(await book.moderation.hidden()).toHaveLength(1)
    await follower.reaches((await book.page({ limit: 1 })).position)
    expect(book.health()).toMatchObject({ writable: true, warnings: [] })
    // Nothing was forbidden along the way.
    expect(await redis.master.client().call('ACL', 'LOG')).toEqual([])
    abort.abort()
    await follower.ended
  })

  test.each(['mget', 'zscore', 'hmget', 'hset', 'xtrim', 'pexpire'])(
    'without %s, it is known before a visitor writes',
    async (right) => {
      await using redis = await startRedis({ provider: 'deployed' })
      const rights = RIGHTS.concat(`-${right}`)
      await using book = await openWritable({
        location: { kind: 'redis', master: addressOf(redis.master), replica: addressOf(redis.master) },
      })
      await redis.master.client().call('ACL', 'SETUSER', 'default', 'reset', 'on', 'nopass', ...rights, '+acl')
      await expect.poll(() => book.health().warnings.join()).toContain(`"${right.toUpperCase()}"`)
      expect(book.health().writable).toBe(false)
    },
  )

  test.each(['XADD', 'XTRIM'])('where %s was renamed, it is known that nobody can sign', async (command) => {
    await using redis = await startRedis({ provider: 'deployed', settings: { 'rename-command': [command, 'OTHER'] } })
    const options = { writeReplicas: 0, writeTimeout: 2000, seedMessage: '', log: pino({ level: 'silent' }) }
    const book = openRedisBook({ ...options, keys: bookKeys('main'), location: locationOf(redis.master) })
    try {
      await expect.poll(() => book.health().warnings.join()).toContain(`"${command}"`)
      expect(book.health().writable).toBe(false)
    } finally {
      await book.close()
    }
  })

  test('a replica that forbids its user to follow does not keep new entries from this process', async () => {
    await using redis = await startRedis({ provider: 'deployed', replicas: 1 })
    const [replica] = redis.replicas
    if (!replica) expect.fail('expected a replica')
    await replica.client().call('ACL', 'SETUSER', 'default', 'reset', 'on', 'nopass', ...RIGHTS, '-xread', '+acl')
    await using book = await openWritable({ location: locationOf(redis.master, replica) })
    const abort = new AbortController()
    const follower = startFollower(book, abort.signal)
    await expect.poll(() => book.health().warnings.join()).toContain('"XREAD"')
    await follower.reaches(positionAfter(await appendInTurn(book, 2)))
    abort.abort()
    await follower.ended
  })
})
