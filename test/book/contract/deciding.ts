import { describe, expect, test } from 'vitest'
import type { Verdict } from '../../../server/book/moderation.ts'
import { compareIds } from '../../../server/common/log-id.ts'
import { startFollower } from './follower.ts'
import { appendInTurn, type BookHarness, given, ids, useBook } from './harness.ts'
import { done, hold, holdMany, OWNER, waitingIds } from './moderating.ts'

export function decidingContract(makeHarness: () => Promise<BookHarness>): void {
  describe('deciding', () => {
    const context = useBook(makeHarness)
    const decide = async (id: string, verdict: Verdict) =>
      (await context.book.moderation.decide([id], verdict, OWNER))[0]

    test('publishes an entry as a new one that keeps its time', async () => {
      const abort = new AbortController()
      const follower = startFollower(context.book, abort.signal)
      const held = await context.book.append(
        { name: 'Ada', message: 'held\nfor a while' },
        { screening: { author: 'ada', hold: ['link'] } },
      )
      const later = (await appendInTurn(context.book, 2)).map(({ entry }) => entry)
      const { entry: id, position } = done(await decide(held.entry.id, 'publish'))
      const published = { ...held.entry, id }
      const page = await context.book.page({ limit: 10, atLeast: position })
      expect({ entries: page.entries, total: page.total }).toEqual({
        entries: [published, ...later.toReversed()],
        total: 3,
      })
      expect(compareIds(id, given(later[1]).id)).toBeGreaterThan(0)
      expect((await context.book.find(id, position)).entry).toEqual(published)
      await follower.reaches(position)
      expect(follower.entries()).toEqual(page.entries)
      expect(follower.last().total).toBe(3)
      expect(follower.changed().every(({ entry, now }) => entry === undefined && now === undefined)).toBe(true)
      expect(await context.book.fatesOf('ada', [held.entry.id])).toEqual([
        { id: held.entry.id, state: 'published', entry: id },
      ])
      expect(await context.book.moderation.counts()).toEqual({ waiting: 0, spam: 0, hidden: 0 })
      abort.abort()
      await follower.ended
    })

    test('publishes several in the order given', async () => {
      const waiting = await holdMany(context.book, 20)
      const outcomes = await context.book.moderation.decide(waiting, 'publish', OWNER)
      const published = outcomes.map((outcome) => done(outcome))
      const { position } = given(published.at(-1))
      const page = await context.book.page({ limit: 20, atLeast: position })
      expect(ids(page.entries).reverse()).toEqual(published.map(({ entry }) => entry))
      expect(new Set(page.entries.map(({ message }) => message)).size).toBe(20)
    })

    test('keeps the text as it was', async () => {
      for (const text of ['👩‍👩‍👧 你好', '{"a":"\\"}', ' \0\u0001\r\n ', 'ünï\u2028', '"\'`;--']) {
        const { entry } = await context.book.append({ name: text, message: text }, { screening: { hold: ['words'] } })
        const published = done(await decide(entry.id, 'publish'))
        expect((await context.book.find(published.entry, published.position)).entry).toMatchObject({
          name: text,
          message: text,
        })
      }
    })

    test('refuses an entry for good', async () => {
      const id = await hold(context.book, 'held', { author: 'ada' })
      expect(done(await decide(id, 'refuse')).entry).toBe(id)
      expect(await context.book.moderation.counts()).toEqual({ waiting: 0, spam: 0, hidden: 0 })
      expect((await context.book.page({ limit: 1, fromMaster: true })).total).toBe(0)
      expect(await context.book.fatesOf('ada', [id])).toEqual([{ id, state: 'gone' }])
    })

    test('moves an entry into the spam, from where it can still be published', async () => {
      const { entry } = await context.book.append(
        { name: 'Ada', message: 'held' },
        { screening: { author: 'ada', hold: ['link'], via: 'embed' } },
      )
      const { entry: spamId } = done(await decide(entry.id, 'spam'))
      expect(await context.book.moderation.counts()).toEqual({ waiting: 0, spam: 1, hidden: 0 })
      expect((await context.book.moderation.held('spam', { limit: 5 })).entries).toEqual([
        { ...entry, id: spamId, reasons: ['link'], author: 'ada', via: 'embed' },
      ])
      // Its author is not told.
      const held = { ...entry, id: spamId, reasons: ['link'], author: 'ada', via: 'embed' }
      expect(await context.book.fatesOf('ada', [entry.id])).toEqual([{ id: entry.id, state: 'waiting', entry: held }])
      expect(await context.book.fatesOf('bob', [entry.id])).toEqual([{ id: entry.id, state: 'gone' }])
      const { entry: id, position } = done(await decide(spamId, 'publish'))
      expect(await context.book.fatesOf('ada', [entry.id])).toEqual([{ id: entry.id, state: 'published', entry: id }])
      expect((await context.book.find(id, position)).entry).toEqual({ ...entry, id })
      expect(await context.book.moderation.counts()).toEqual({ waiting: 0, spam: 0, hidden: 0 })
    })

    test('that it is spam does not keep its author from withdrawing it', async () => {
      const id = await hold(context.book, 'held', { author: 'ada' })
      done(await decide(id, 'spam'))
      expect(await context.book.withdraw(id, 'bob')).toBe(false)
      expect(await context.book.withdraw(id, 'ada')).toBe(true)
      expect(await context.book.withdraw(id, 'ada')).toBe(false)
      expect(await context.book.moderation.counts()).toMatchObject({ spam: 0 })
      expect(await context.book.fatesOf('ada', [id])).toEqual([{ id, state: 'gone' }])
    })

    test('refuses spam, and changes nothing for what is spam already', async () => {
      const { entry } = await context.book.append({ message: 'buy' }, { screening: { spam: ['links'] } })
      expect(await decide(entry.id, 'spam')).toMatchObject({ kind: 'already' })
      expect(await context.book.moderation.counts()).toMatchObject({ spam: 1 })
      expect(await decide(entry.id, 'refuse')).toMatchObject({ kind: 'done' })
      expect(await context.book.moderation.counts()).toMatchObject({ spam: 0 })
    })

    test.each(['publish', 'refuse', 'spam'] as const)('twice changes nothing: %s', async (verdict) => {
      const id = await hold(context.book, 'held')
      const first = done(await decide(id, verdict))
      const entry = verdict === 'publish' ? { entry: first.entry } : {}
      for (const again of ['publish', 'refuse', 'spam'] as const) {
        expect(await decide(id, again)).toEqual({ kind: 'already', became: { verdict, ...entry } })
      }
      const { records } = await context.book.moderation.audit({ limit: 10 })
      expect(records).toHaveLength(1)
      expect((await context.book.page({ limit: 5, fromMaster: true })).total).toBe(verdict === 'publish' ? 1 : 0)
    })

    test('tells each of a list what became of it: done, already, unknown', async () => {
      const [first = '', second = ''] = await holdMany(context.book, 2)
      await decide(first, 'refuse')
      const outcomes = await context.book.moderation.decide([first, '1-1', second, second], 'publish', OWNER)
      expect(outcomes.map(({ kind }) => kind)).toEqual(['already', 'unknown', 'done', 'already'])
      expect(outcomes[3]).toEqual({
        kind: 'already',
        became: { verdict: 'publish', entry: done(outcomes[2]).entry },
      })
      expect(await context.book.moderation.decide([], 'publish', OWNER)).toEqual([])
    })

    test.each(['0-0', '1-1', '18446744073709551615-18446744073709551615'])('knows nothing of %s', async (id) => {
      await hold(context.book, 'held')
      for (const verdict of ['publish', 'spam', 'refuse'] as const) {
        expect(await decide(id, verdict)).toEqual({ kind: 'unknown' })
      }
      expect(await context.book.moderation.counts()).toMatchObject({ waiting: 1 })
      expect((await context.book.moderation.audit({ limit: 10 })).records).toEqual([])
    })

    test('is not possible for a published entry', async () => {
      const { entry } = await context.book.append({ message: 'public' })
      expect(await decide(entry.id, 'refuse')).toEqual({ kind: 'unknown' })
      expect((await context.book.page({ limit: 5, fromMaster: true })).total).toBe(1)
    })

    test('is not possible for an entry that was removed from its drawer', async () => {
      const waiting = await hold(context.book, 'held')
      const spam = (await context.book.append({ message: 'buy' }, { screening: { spam: ['links'] } })).entry.id
      const { moderation } = context.book
      expect(await moderation.remove(waiting, OWNER)).toEqual({ kind: 'unknown' })
      expect((await moderation.remove(waiting, OWNER, 'waiting')).kind).toBe('done')
      expect((await moderation.remove(spam, OWNER, 'spam')).kind).toBe('done')
      expect(await moderation.counts()).toEqual({ waiting: 0, spam: 0, hidden: 0 })
      for (const id of [waiting, spam]) {
        for (const verdict of ['publish', 'refuse'] as const) expect((await decide(id, verdict))?.kind).not.toBe('done')
      }
      expect((await moderation.remove(waiting, OWNER, 'waiting')).kind).not.toBe('done')
      expect((await moderation.remove('1-1', OWNER, 'waiting')).kind).toBe('unknown')
      expect((await context.book.page({ limit: 5, fromMaster: true })).total).toBe(0)
    })

    test('a second process decides while the first serves, which sees it at once', async () => {
      const [first = '', second = ''] = await holdMany(context.book, 2)
      const abort = new AbortController()
      const follower = startFollower(context.book, abort.signal)
      const beside = await context.harness.openAlongside()
      const [published] = await beside.moderation.decide([first], 'publish', OWNER)
      await beside.moderation.decide([second], 'refuse', OWNER)
      const { entry, position } = done(published)
      await follower.reaches(position)
      expect(ids(follower.entries())).toEqual([entry])
      expect(await waitingIds(context.book)).toEqual([])
      expect(await decide(second, 'publish')).toEqual({ kind: 'already', became: { verdict: 'refuse' } })
      abort.abort()
      await follower.ended
    })

    test('is remembered when the book is opened again', async () => {
      const id = await hold(context.book, 'held', { author: 'ada' })
      const { entry } = done(await decide(id, 'publish'))
      const book = await context.harness.reopen(context.book)
      expect(await book.moderation.decide([id], 'refuse', OWNER)).toEqual([
        { kind: 'already', became: { verdict: 'publish', entry } },
      ])
      await book.moderation.setGate({ state: 'first' }, OWNER)
      expect(await book.append({ message: 'trusted' }, { screening: { author: 'ada' } })).toMatchObject({
        state: 'published',
      })
    })
  })
}
