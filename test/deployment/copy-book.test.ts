import { expect, test } from 'vitest'
import type { Book } from '../../server/book/book.ts'
import { bookKeys } from '../../server/book/stores/redis/book-keys.ts'
import { signIn } from '../book/contract/do-everything.ts'
import { done, hold, OWNER } from '../book/contract/moderating.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisNode, startRedis } from '../support/redis.ts'
import { locationOf, openWritable } from '../support/redis-book.ts'
import { startMaster, temporaryDirectory } from './start-master.ts'

const ADA = { author: 'ada', since: 0 }
const KEYS = bookKeys('main')

/** Gives the book something under each of its keys. */
async function fill(book: Book): Promise<void> {
  const { moderation } = book
  const key = { lifetime: 600_000 }
  const allowances = [{ network: '192.0.2.7', perMinute: 100 }]
  const keys = (message: string) => ({
    key: { ...key, value: message },
    alias: { ...key, value: `alias of ${message}` },
  })
  const post = async (message: string) => {
    const screening = { author: 'ada', print: message, holdAbove: 300 }
    return (await book.append({ message }, { ...keys(message), allowances, perDay: 100, screening })).entry.id
  }
  const [hidden = '', marked = '', changed = '', removed = ''] = [
    await post('hidden'),
    await post('marked'),
    await post('changed'),
    await post('removed'),
  ]
  done(await moderation.mark(hidden, { kind: 'hide' }, OWNER))
  done(await moderation.mark(marked, { kind: 'reply', text: 'Grüße \n"quoted"' }, OWNER))
  done(await moderation.mark(marked, { kind: 'pin' }, OWNER))
  await book.replace(changed, { message: 'new words' }, ADA)
  done(await moderation.remove(removed, OWNER))
  const [published = '', spam = ''] = [await hold(book, 'published', ADA), await hold(book, 'spam', ADA)]
  await hold(book, 'waits', ADA)
  done((await moderation.decide([published], 'publish', OWNER))[0])
  done((await moderation.decide([spam], 'spam', OWNER))[0])
  await moderation.setSettings({ ownerName: 'Anna', words: 'one\ntwo' }, OWNER)
  await moderation.setGate({ state: 'first', closesAt: Date.now() + 60_000 }, OWNER)
  await book.secret()
  await signIn(book)
}

async function namesIn({ owners }: Book): Promise<string[]> {
  return (await owners.people()).map(({ name }) => name)
}

// The script becomes a redis-server, so these tests need it on this machine.
describeWith(['redis-server'], 'a master that copies a book from a replica', () => {
  test('has all that is known of its entries: waiting, spam, hidden, marks, gate, settings, verdicts, secret, people', async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    const [replica] = redis.replicas as [RedisNode]
    await using book = await openWritable({ location: locationOf(redis.master) })
    await fill(book)
    await keepPeople(book)
    const { moderation } = book
    const before = {
      counts: await moderation.counts(),
      waiting: await moderation.held('waiting', { limit: 10 }),
      spam: await moderation.held('spam', { limit: 10 }),
      hidden: await moderation.hidden(),
      audit: await moderation.audit({ limit: 50 }),
      entries: (await book.page({ limit: 10, fromMaster: true })).entries,
      secret: await book.secret(),
      people: await namesIn(book),
    }
    const names = (await redis.master.client().keys('*')).sort()
    for (const key of Object.values(KEYS)) if (typeof key === 'string') expect(names).toContain(key)
    await redis.waitForReplicas()
    await redis.master.kill()

    await using directory = await temporaryDirectory()
    await using master = await startMaster({ directory: directory.path, peers: [replica] })
    await master.answers()
    expect((await master.client.keys('*')).sort()).toEqual(names)
    for (const key of names) {
      const [ours, theirs] = await Promise.all([master.client.pttl(key), replica.client().pttl(key)])
      expect(ours > 0, key).toBe(theirs > 0)
    }
    const address = { hosts: ['127.0.0.1'], port: master.port, database: 0, tls: false, foundBy: 'the test' } as const
    await using copy = await openWritable({ location: { kind: 'redis', master: address, replica: address } })
    expect({
      counts: await copy.moderation.counts(),
      waiting: await copy.moderation.held('waiting', { limit: 10 }),
      spam: await copy.moderation.held('spam', { limit: 10 }),
      hidden: await copy.moderation.hidden(),
      audit: await copy.moderation.audit({ limit: 50 }),
      entries: (await copy.page({ limit: 10, fromMaster: true })).entries,
      secret: await copy.secret(),
      people: await namesIn(copy),
    }).toEqual(before)
    expect((await copy.append({ message: 'by a stranger' })).state).toBe('waiting')
    expect((await copy.append({ message: 'trusted' }, { screening: { author: 'ada' } })).state).toBe('published')
  })

  test('takes a book whose entries all wait for a book', async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    const [replica] = redis.replicas as [RedisNode]
    await using book = await openWritable({ location: locationOf(redis.master) })
    const id = await hold(book, 'waits')
    expect(await redis.master.client().exists(KEYS.entries, KEYS.changes)).toBe(0)
    await redis.waitForReplicas()
    await redis.master.kill()
    await using directory = await temporaryDirectory()
    await using master = await startMaster({ directory: directory.path, peers: [replica] })
    await master.answers()
    expect(await master.client.xrange(KEYS.waiting, '-', '+')).toMatchObject([[id, expect.any(Array)]])
  })
})

/** Fills all that there is about people, codes and devices. */
async function keepPeople({ owners }: Book): Promise<void> {
  await owners.enter(await owners.invite({ name: 'Ada', role: 'owner' }), 'a device')
  await owners.invite({ name: 'Bob', role: 'moderator' })
  await owners.enter('wrong', 'a device')
}
