import { expect, test } from 'vitest'
import type { Book } from '../../server/book/book.ts'
import { MaybeWritten, NotWritten, Unreadable } from '../../server/book/errors.ts'
import type { Outcome } from '../../server/book/moderation.ts'
import { done, hold, holdMany, OWNER, waitingIds } from '../book/contract/moderating.ts'
import { eventually } from '../support/eventually.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisNode, startRedis } from '../support/redis.ts'
import { locationOf, openWritable } from '../support/redis-book.ts'

const ADA = { author: 'ada', since: 0 }

async function post(book: Book, message: string): Promise<string> {
  return (await book.append({ message }, { screening: { author: 'ada' } })).entry.id
}

/** Whether a write failed as an outage makes it fail. */
function isUnconfirmed(error: unknown): boolean {
  return error instanceof NotWritten || error instanceof MaybeWritten
}

describeWith(['redis'], 'a master that is full', () => {
  test('takes every verdict and lets everything be cleared, but no new text', async () => {
    await using redis = await startRedis()
    await using book = await openWritable({ location: locationOf(redis.master) })
    const { moderation } = book
    const [marked = '', removed = '', taken = ''] = await Promise.all(['a', 'b', 'c'].map((text) => post(book, text)))
    const [published = '', spam = '', refused = '', withdrawn = ''] = await Promise.all(
      ['d', 'e', 'f', 'g'].map((text) => hold(book, text, ADA)),
    )
    done(await moderation.mark(marked, { kind: 'reply', text: 'Thank you' }, OWNER))
    await moderation.setSettings({ ownerName: 'Anna' }, OWNER)
    await redis.master.client().config('SET', 'maxmemory', '1mb')

    await expect(book.append({ message: 'x' })).rejects.toThrow(NotWritten)
    await expect(book.replace(taken, { message: 'x' }, ADA)).rejects.toThrow(NotWritten)
    await expect(moderation.mark(marked, { kind: 'reply', text: 'More' }, OWNER)).rejects.toThrow(NotWritten)
    await expect(moderation.setSettings({ words: 'x' }, OWNER)).rejects.toThrow(NotWritten)

    for (const kind of ['hide', 'show', 'pin', 'unpin'] as const) done(await moderation.mark(marked, { kind }, OWNER))
    done(await moderation.mark(marked, { kind: 'reply', text: '' }, OWNER))
    done((await moderation.decide([published], 'publish', OWNER))[0])
    done((await moderation.decide([spam], 'spam', OWNER))[0])
    done((await moderation.decide([refused], 'refuse', OWNER))[0])
    done(await moderation.remove(removed, OWNER))
    await moderation.setGate({ state: 'closed' }, OWNER)
    await moderation.setSettings({ ownerName: undefined }, OWNER)
    await book.takeBack(taken, ADA)
    expect(await book.withdraw(withdrawn, 'ada')).toBe(true)
    expect(await book.secret()).toMatch(/^[\w-]{20,}$/)
    expect(await moderation.counts()).toEqual({ waiting: 0, spam: 1, hidden: 0 })
    const page = await book.page({ limit: 5, fromMaster: true })
    expect(page.entries.map(({ message }) => message)).toEqual(['d', 'a'])
    expect((await moderation.audit({ limit: 50 })).records).toHaveLength(15)
  })
})

describeWith(['redis'], 'a master that goes away while entries are decided', () => {
  test('decides each of them once, also if asked again', async () => {
    await using redis = await startRedis()
    await using book = await openWritable({ location: locationOf(redis.master), writeTimeout: 300 })
    const waiting = await holdMany(book, 120)
    const verdicts = waiting.map((id) => book.moderation.decide([id], 'publish', OWNER))
    const settling = Promise.allSettled(verdicts)
    await verdicts[40]
    await redis.master.kill()
    const settled = await settling
    for (const result of settled) if (result.status === 'rejected') expect(isUnconfirmed(result.reason)).toBe(true)
    for (const ask of [
      () => book.moderation.decide(waiting, 'publish', OWNER),
      () => book.moderation.remove(waiting[0] ?? '', OWNER, 'waiting'),
      () => book.moderation.setGate({ state: 'closed' }, OWNER),
      () => book.withdraw(waiting[0] ?? '', 'ada'),
    ])
      await expect(ask()).rejects.toSatisfy(isUnconfirmed)
    for (const ask of [
      () => book.moderation.counts(),
      () => book.moderation.held('waiting', { limit: 1 }),
      () => book.moderation.hidden(),
      () => book.moderation.audit({ limit: 1 }),
      () => book.secret(),
    ])
      await expect(ask()).rejects.toThrow(Unreadable)

    await redis.master.start()
    const again = await eventually('the master to be back', () => book.moderation.decide(waiting, 'publish', OWNER))
    // What was confirmed is still decided, and what was not confirmed is decided once.
    for (const [index, result] of settled.entries()) {
      if (result.status === 'fulfilled') expect(again[index]).toMatchObject({ kind: 'already' })
    }
    const page = await book.page({ limit: 200, fromMaster: true })
    expect(page.total).toBe(120)
    expect(new Set(page.entries.map(({ message }) => message)).size).toBe(120)
    expect(await waitingIds(book)).toEqual([])
    expect((await book.moderation.audit({ limit: 200 })).records).toHaveLength(120)
  })
})

// Redis 8, which the images have, answers WAIT differently from 7 where a connection has written nothing since.
for (const provider of ['local', 'docker'] as const) {
  describeWith([provider === 'local' ? 'redis-server' : 'docker'], `a replica that must confirm (${provider})`, () => {
    test('confirms every transition, or none is acknowledged, not even when it is asked for again', {
      timeout: 60_000,
    }, async () => {
      await using redis = await startRedis({ provider, replicas: 1 })
      const [replica] = redis.replicas as [RedisNode]
      const location = locationOf(redis.master, replica)
      await using patient = await openWritable({ location, writeReplicas: 1, writeTimeout: 9000 })
      const posts = ['a', 'b', 'c'].map((text) => post(patient, text))
      const [marked = '', removed = '', taken = ''] = await Promise.all(posts)
      const [published = '', withdrawn = ''] = await Promise.all(['d', 'e'].map((text) => hold(patient, text, ADA)))
      await using book = await openWritable({ location, writeReplicas: 1, writeTimeout: 400 })
      const { moderation } = book
      const asks: readonly (() => Promise<unknown>)[] = [
        () => moderation.mark(marked, { kind: 'hide' }, OWNER),
        () => moderation.mark(marked, { kind: 'reply', text: 'Thank you' }, OWNER),
        () => moderation.decide([published], 'publish', OWNER),
        () => moderation.setGate({ state: 'hold' }, OWNER),
        () => moderation.setSettings({ ownerName: 'Anna' }, OWNER),
      ]
      const once: readonly (() => Promise<unknown>)[] = [
        () => moderation.remove(removed, OWNER),
        () => book.takeBack(taken, ADA),
        () => book.withdraw(withdrawn, 'ada'),
      ]
      await replica.freeze()
      for (const ask of [...once, ...asks, ...asks]) await expect(ask()).rejects.toThrow(MaybeWritten)
      await replica.resume()
      const outcome = await eventually('the replica to confirm', () => moderation.mark(marked, { kind: 'hide' }, OWNER))
      expect(outcome).toEqual({ kind: 'already' } satisfies Outcome)
      await redis.waitForReplicas()
      expect(await moderation.counts()).toEqual({ waiting: 0, spam: 0, hidden: 1 })
    })
  })
}

describeWith(['redis'], 'a replica that is behind', () => {
  test('does not show what was hidden, removed or changed to readers who have seen the change', async () => {
    await using redis = await startRedis({ replicas: 1 })
    const [replica] = redis.replicas as [RedisNode]
    await using book = await openWritable({ location: locationOf(redis.master, replica) })
    const ids = await Promise.all(['hidden', 'replaced', 'answered', 'stays'].map((text) => post(book, text)))
    const [hidden = '', replaced = '', answered = ''] = ids
    await redis.waitForReplicas()
    // From now on it receives nothing.
    await replica.client().replicaof('NO', 'ONE')
    const first = done(await book.moderation.mark(hidden, { kind: 'hide' }, OWNER)).position
    expect((await book.find(hidden, first)).entry).toBeUndefined()
    const changed = await book.replace(replaced, { message: 'new words' }, ADA)
    expect(await book.find(replaced, changed.position)).toMatchObject({ entry: undefined, movedTo: changed.entry.id })
    const last = done(await book.moderation.mark(answered, { kind: 'reply', text: 'Thank you' }, OWNER)).position
    expect((await book.find(answered, last)).entry?.reply?.text).toBe('Thank you')
    const page = await book.page({ limit: 10, atLeast: last })
    expect(page.entries.map(({ message }) => message).sort()).toEqual(['answered', 'new words', 'stays'])
    expect(page.total).toBe(3)
  })

  test('tells authors what waits while the master is away', async () => {
    await using redis = await startRedis({ replicas: 1 })
    const [replica] = redis.replicas as [RedisNode]
    await using book = await openWritable({ location: locationOf(redis.master, replica) })
    const waiting = await hold(book, 'held', ADA)
    const published = await hold(book, 'published', ADA)
    const { entry } = done((await book.moderation.decide([published], 'publish', OWNER))[0])
    await redis.waitForReplicas()
    await redis.master.kill()
    const held = await eventually('the replica to be asked', () => book.fatesOf('ada', [waiting, published]))
    expect(held).toMatchObject([
      { id: waiting, state: 'waiting', entry: { message: 'held' } },
      { id: published, state: 'published', entry },
    ])
  })
})

describeWith(['redis'], 'a master that starts again', () => {
  test('has everything that was decided, marked and set', async () => {
    await using redis = await startRedis()
    await using book = await openWritable({ location: locationOf(redis.master) })
    const { moderation } = book
    const [hidden = '', pinned = ''] = await Promise.all(['hidden', 'pinned'].map((text) => post(book, text)))
    const [waiting = '', decided = ''] = await Promise.all(['waits', 'decided'].map((text) => hold(book, text, ADA)))
    done(await moderation.mark(hidden, { kind: 'hide' }, OWNER))
    done(await moderation.mark(pinned, { kind: 'pin' }, OWNER))
    done((await moderation.decide([decided], 'publish', OWNER))[0])
    await moderation.setGate({ state: 'hold' }, OWNER)
    const secret = await book.secret()
    const before = await moderation.audit({ limit: 50 })
    await redis.master.kill()
    await redis.master.start()
    await eventually('the book to be writable', async () => {
      if (!book.health().writable) throw new Error('it is not')
    })
    expect(await moderation.counts()).toEqual({ waiting: 1, spam: 0, hidden: 1 })
    expect(await waitingIds(book)).toEqual([waiting])
    expect(await moderation.audit({ limit: 50 })).toEqual(before)
    expect((await book.find(pinned)).entry?.pinned).toBe(true)
    expect((await book.find(hidden)).entry).toBeUndefined()
    expect((await moderation.decide([decided], 'refuse', OWNER))[0]).toMatchObject({
      kind: 'already',
      became: { verdict: 'publish' },
    })
    expect(await book.secret()).toBe(secret)
    expect((await book.append({ message: 'after' })).state).toBe('waiting')
  })
})
