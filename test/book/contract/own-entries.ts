import { describe, expect, test } from 'vitest'
import type { AppendOptions, Ownership } from '../../../server/book/book.ts'
import { BookClosed, KeyReused, NotOwn, TooManyPosts } from '../../../server/book/errors.ts'
import { compareIds } from '../../../server/common/log-id.ts'
import { startFollower } from './follower.ts'
import { type BookHarness, given, ids, useBook } from './harness.ts'
import { done, OWNER } from './moderating.ts'

const ada: Ownership = { author: 'ada', since: 0 }

export function ownEntriesContract(makeHarness: () => Promise<BookHarness>): void {
  describe('an author’s own entry', () => {
    const context = useBook(makeHarness)
    const post = async (message = 'old words', author: string | undefined = 'ada') =>
      (await context.book.append({ name: 'Ada', message }, { screening: { author } })).entry
    const replace = (id: string, message: string, own = ada, options: AppendOptions = {}) =>
      context.book.replace(id, { name: 'Ada', message }, own, options)

    test('is replaced: the old words are gone, the time stays, and the old id leads to the new one', async () => {
      const abort = new AbortController()
      const follower = startFollower(context.book, abort.signal)
      const before = await post('before')
      const old = await post()
      const after = await post('after')
      const replaced = await replace(old.id, 'new words')
      const { entry, position } = replaced
      expect(replaced).toMatchObject({ state: 'published', replayed: false })
      expect(entry).toEqual({ ...old, id: entry.id, message: 'new words', edited: true, replaces: old.id })
      expect(compareIds(entry.id, after.id)).toBeGreaterThan(0)
      const page = await context.book.page({ limit: 10, atLeast: position })
      expect({ entries: page.entries, total: page.total }).toEqual({ entries: [entry, after, before], total: 3 })
      expect((await context.book.find(entry.id, position)).entry).toEqual(entry)
      expect(await context.book.find(old.id, position)).toMatchObject({ movedTo: entry.id })
      expect((await context.book.find(old.id, position)).entry).toBeUndefined()

      await follower.reaches(position)
      expect(follower.entries()).toEqual(page.entries)
      expect(follower.changed()).toEqual([{ id: position.changes, op: 'replace', entry: old.id }])
      expect(follower.last().total).toBe(3)
      abort.abort()
      await follower.ended
    })

    test('is replaced again, and the first id still leads on', async () => {
      const first = await post()
      const second = (await replace(first.id, 'second')).entry
      const { entry: third, position } = await replace(second.id, 'third')
      expect(third).toMatchObject({ createdAt: first.createdAt, edited: true, replaces: second.id })
      let found = await context.book.find(first.id, position)
      for (let step = 0; step < 2 && found.movedTo; step++) found = await context.book.find(found.movedTo, position)
      expect(found.entry).toEqual(third)
      expect((await context.book.page({ limit: 5, atLeast: position })).total).toBe(1)
    })

    test('keeps its pin, and stays its author’s own when the book is opened again', async () => {
      const old = await post()
      await context.book.moderation.mark(old.id, { kind: 'pin' }, OWNER)
      const { entry } = await replace(old.id, 'new words')
      expect(entry).toMatchObject({ pinned: true, edited: true })
      const book = await context.harness.reopen(context.book)
      expect((await book.page({ limit: 1, fromMaster: true })).entries).toEqual([entry])
      expect((await book.find(old.id)).movedTo).toBe(entry.id)
      await expect(book.takeBack(entry.id, { author: 'bob', since: 0 })).rejects.toMatchObject({ reason: 'by-another' })
      const position = await book.takeBack(entry.id, ada)
      expect((await book.page({ limit: 1, atLeast: position })).total).toBe(0)
    })

    test('is taken back for good, once', async () => {
      const abort = new AbortController()
      const follower = startFollower(context.book, abort.signal)
      const other = await post('another')
      const { id } = await post()
      const position = await context.book.takeBack(id, ada)
      const page = await context.book.page({ limit: 5, atLeast: position })
      expect({ entries: page.entries, total: page.total }).toEqual({ entries: [other], total: 1 })
      await follower.reaches(position)
      expect(follower.changed()).toEqual([{ id: position.changes, op: 'take-back', entry: id }])
      expect(follower.entries()).toEqual([other])
      await expect(context.book.takeBack(id, ada)).rejects.toMatchObject({ name: 'NotOwn', reason: 'gone' })
      abort.abort()
      await follower.ended
    })

    test('cannot be changed by others, too late, after a reply, or once it is gone or hidden', async () => {
      const [own, replied, hidden, removed, anonymous] = [
        await post(),
        await post('replied'),
        await post('hidden'),
        await post('removed'),
        (await context.book.append({ message: 'by nobody' })).entry,
      ]
      const { moderation } = context.book
      await moderation.mark(replied.id, { kind: 'reply', text: 'Thanks' }, OWNER)
      await moderation.mark(hidden.id, { kind: 'hide' }, OWNER)
      await moderation.remove(removed.id, OWNER)
      const written = Date.parse(own.createdAt)
      const cases: [string, Ownership, NotOwn['reason']][] = [
        [own.id, { author: 'bob', since: 0 }, 'by-another'],
        [own.id, { author: '', since: 0 }, 'by-another'],
        [anonymous.id, ada, 'by-another'],
        [anonymous.id, { author: '', since: 0 }, 'by-another'],
        [own.id, { author: 'ada', since: written + 1 }, 'too-late'],
        [own.id, { author: 'ada', since: Number.MAX_SAFE_INTEGER }, 'too-late'],
        [replied.id, ada, 'replied'],
        [hidden.id, ada, 'gone'],
        [removed.id, ada, 'gone'],
        ['1-1', ada, 'gone'],
        ['18446744073709551615-18446744073709551615', ada, 'gone'],
      ]
      const { total } = await context.book.page({ limit: 5, fromMaster: true })
      const { records } = await moderation.audit({ limit: 100 })
      for (const [id, ownership, reason] of cases) {
        const attempts = [() => replace(id, 'new words', ownership), () => context.book.takeBack(id, ownership)]
        for (const attempt of attempts) {
          const refusal = await attempt().catch((error: unknown) => error)
          expect(refusal).toBeInstanceOf(NotOwn)
          expect(refusal).toMatchObject({ reason })
        }
      }
      expect((await context.book.page({ limit: 5, fromMaster: true })).total).toBe(total)
      expect(await moderation.audit({ limit: 100 })).toMatchObject({ records })
      expect(await replace(own.id, 'just in time', { author: 'ada', since: written })).toMatchObject({
        state: 'published',
      })
    })

    test('can be changed again once the owner has deleted the reply', async () => {
      const { id } = await post()
      await context.book.moderation.mark(id, { kind: 'reply', text: 'Thanks' }, OWNER)
      await context.book.moderation.mark(id, { kind: 'reply', text: '' }, OWNER)
      expect(await replace(id, 'new words')).toMatchObject({ state: 'published' })
    })

    test('that has to wait after a change leaves the page, and comes back as edited', async () => {
      const abort = new AbortController()
      const follower = startFollower(context.book, abort.signal)
      const old = await post()
      await context.book.moderation.mark(old.id, { kind: 'pin' }, OWNER)
      const screening = { author: 'ada', hold: ['link' as const] }
      const waiting = await replace(old.id, 'new words', ada, { screening })
      expect(waiting).toMatchObject({ state: 'waiting', entry: { message: 'new words', createdAt: old.createdAt } })
      const { records } = await context.book.moderation.audit({ limit: 1 })
      const at = await context.book.page({ limit: 5, fromMaster: true })
      expect({ entries: at.entries, total: at.total }).toEqual({ entries: [], total: 0 })
      await follower.reaches(at.position)
      expect(follower.entries()).toEqual([])
      expect(follower.changed().at(-1)).toEqual({ id: given(records[0]).id, op: 'replace-waits', entry: old.id })
      expect(await context.book.fatesOf('ada', [waiting.entry.id])).toMatchObject([{ state: 'waiting' }])

      const [outcome] = await context.book.moderation.decide([waiting.entry.id], 'publish', OWNER)
      const { entry: id, position } = done(outcome)
      expect((await context.book.find(id, position)).entry).toEqual({
        ...old,
        id,
        message: 'new words',
        edited: true,
        replaces: old.id,
        pinned: true,
      })
      expect((await context.book.page({ limit: 5, atLeast: position })).total).toBe(1)
      await expect(context.book.takeBack(id, ada)).resolves.toBeDefined()
      abort.abort()
      await follower.ended
    })

    test('stays as it is if the change is refused', async () => {
      const old = await post()
      const allowances = [{ network: '192.0.2.7', perMinute: 1 }]
      await context.book.append({ message: 'used up' }, { allowances })
      await expect(replace(old.id, 'new words', ada, { allowances })).rejects.toThrow(TooManyPosts)
      await context.book.moderation.setGate({ state: 'closed' }, OWNER)
      await expect(replace(old.id, 'new words')).rejects.toThrow(BookClosed)
      expect((await context.book.find(old.id)).entry).toEqual(old)
      const position = await context.book.takeBack(old.id, ada)
      expect((await context.book.find(old.id, position)).entry).toBeUndefined()
    })

    test('is counted as a post when it is changed, and not when a change is refused', async () => {
      const old = await post()
      const allowances = [{ network: '192.0.2.7', perMinute: 1 }]
      const bob = { author: 'bob', since: 0 }
      await expect(replace(old.id, 'x', bob, { allowances })).rejects.toThrow(NotOwn)
      const { entry } = await replace(old.id, 'new words', ada, { allowances })
      await expect(replace(entry.id, 'newer words', ada, { allowances })).rejects.toThrow(TooManyPosts)
    })

    test('goes by the gate and the reasons of its new words', async () => {
      const old = await post()
      await context.book.moderation.setGate({ state: 'hold' }, OWNER)
      expect(await replace(old.id, 'new words')).toMatchObject({ state: 'waiting' })
      const other = await context.book.moderation.setGate({ state: 'open' }, OWNER).then(() => post('another'))
      expect(await replace(other.id, 'buy', ada, { screening: { spam: ['links'] } })).toMatchObject({
        state: 'waiting',
      })
      expect(await context.book.moderation.counts()).toEqual({ waiting: 1, spam: 1, hidden: 0 })
    })

    test('does not repeat itself if only the name is changed, but may repeat another one', async () => {
      const screening = { author: 'ada', print: 'p1' }
      const { entry } = await context.book.append({ name: 'Adda', message: 'the same' }, { screening })
      const changed = await context.book.replace(entry.id, { name: 'Ada', message: 'the same' }, ada, { screening })
      expect(changed).toMatchObject({ state: 'published', entry: { name: 'Ada' } })
      await context.book.append({ message: 'by Bob' }, { screening: { author: 'bob', print: 'p2' } })
      const copied = await replace(changed.entry.id, 'by Bob', ada, { screening: { author: 'ada', print: 'p2' } })
      expect(copied).toMatchObject({ state: 'waiting' })
    })

    test('is changed once under a key, which means that change only', async () => {
      const key = { value: 'a key of one’s own', lifetime: 600_000 }
      const [first, second] = [await post('one'), await post('two')]
      const once = await replace(first.id, 'new words', ada, { key })
      const again = await replace(first.id, 'new words', ada, { key })
      expect(again).toMatchObject({ state: 'published', replayed: true, entry: once.entry })
      await expect(replace(first.id, 'other words', ada, { key })).rejects.toThrow(KeyReused)
      const page = await context.book.page({ limit: 5, fromMaster: true })
      expect(ids(page.entries)).toEqual([once.entry.id, second.id])
    })

    test('is gone from every read once it is changed or taken back', async () => {
      const old = await post('the secret words')
      const { entry } = await replace(old.id, 'better')
      const taken = await post('more secret words')
      const position = await context.book.takeBack(taken.id, ada)
      const abort = new AbortController()
      const follower = startFollower(context.book, abort.signal)
      await follower.reaches(position)
      const reads = [
        follower.received,
        await context.book.page({ limit: 10, atLeast: position }),
        await context.book.find(old.id, position),
        await context.book.find(entry.id, position),
        await context.book.moderation.audit({ limit: 10 }),
        await context.book.moderation.hidden(),
        await context.book.moderation.held('waiting', { limit: 10 }),
      ]
      expect(JSON.stringify(reads)).not.toContain('secret words')
      abort.abort()
      await follower.ended
    })
  })
}
