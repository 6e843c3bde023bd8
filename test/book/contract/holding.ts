import { describe, expect, test } from 'vitest'
import { BookClosed, BookLimitReached, DrawerFull, TooManyPosts } from '../../../server/book/errors.ts'
import { SPAM_LIMIT, WAITING_LIMIT } from '../../../server/book/moderation.ts'
import type { Reason, Screening } from '../../../server/book/screening.ts'
import { LOG_START } from '../../../server/common/log-id.ts'
import { startFollower } from './follower.ts'
import { type BookHarness, given, useBook } from './harness.ts'
import { done, hold, holdMany, OWNER, waitingIds } from './moderating.ts'

export function holdingContract(makeHarness: () => Promise<BookHarness>): void {
  describe('an entry that is held', () => {
    const context = useBook(makeHarness)
    const post = (message: string, screening: Screening = {}) => context.book.append({ message }, { screening })
    const inDrawer = async (drawer: 'waiting' | 'spam') =>
      (await context.book.moderation.held(drawer, { limit: 200 })).entries

    test('is never an owner’s, which carries a mark', async () => {
      const draft = { name: 'Anna', message: 'from the owner' }
      for (const state of ['open', 'first', 'hold'] as const) {
        await context.book.moderation.setGate({ state }, OWNER)
        const { entry, ...appended } = await context.book.append(draft, { screening: { via: 'owner' } })
        expect(appended).toMatchObject({ state: 'published' })
        expect(entry).toMatchObject({ ...draft, byOwner: true })
        expect((await context.book.page({ limit: 1, atLeast: appended.position })).entries).toEqual([entry])
        expect((await context.book.find(entry.id, appended.position)).entry).toEqual(entry)
      }
      await context.book.moderation.setGate({ state: 'closed' }, OWNER)
      await expect(context.book.append(draft, { screening: { via: 'owner' } })).rejects.toThrow(BookClosed)
    })

    test('waits in its drawer with all that is known about it, and readers see nothing of it', async () => {
      const abort = new AbortController()
      const follower = startFollower(context.book, abort.signal)
      const first = await context.book.append({ message: 'public' })
      await follower.reaches(first.position)
      const screening: Screening = { author: 'ada', via: 'kiosk', hold: ['link', 'words'] }
      const started = Date.now()
      const held = await context.book.append({ name: 'Ada', message: 'held' }, { screening })
      expect(held).toMatchObject({ state: 'waiting', replayed: false, entry: { name: 'Ada', message: 'held' } })
      expect(held.position).toEqual({ ...first.position, entries: LOG_START, changes: LOG_START })
      const { id, createdAt, ...draft } = held.entry
      expect(Date.parse(createdAt)).toBeGreaterThanOrEqual(started - 1)
      expect(await inDrawer('waiting')).toEqual([
        { id, createdAt, ...draft, reasons: ['link', 'words'], author: 'ada', via: 'kiosk' },
      ])
      expect(await context.book.moderation.counts()).toEqual({ waiting: 1, spam: 0, hidden: 0 })

      const after = await context.book.append({ message: 'public too' })
      await follower.reaches(after.position)
      const page = await context.book.page({ limit: 10, atLeast: after.position })
      expect({ entries: page.entries, total: page.total }).toEqual({ entries: [after.entry, first.entry], total: 2 })
      expect(follower.entries()).toEqual(page.entries)
      expect(follower.last().total).toBe(2)
      abort.abort()
      await follower.ended
    })

    test('without an author has none', async () => {
      await post('held', { hold: ['links'] })
      const [entry] = await inDrawer('waiting')
      expect(entry).not.toHaveProperty('author')
      expect(entry).not.toHaveProperty('via')
    })

    test('as spam goes into the other drawer, and its sender is told that it waits', async () => {
      expect(await post('buy', { spam: ['honeypot'], hold: ['link'] })).toMatchObject({ state: 'waiting' })
      expect(await context.book.moderation.counts()).toEqual({ waiting: 0, spam: 1, hidden: 0 })
      const [entry] = await inDrawer('spam')
      expect(entry).toMatchObject({ message: 'buy', reasons: expect.arrayContaining(['honeypot']) })
      expect((await context.book.page({ limit: 1, fromMaster: true })).total).toBe(0)
    })

    test('unless the owner trusts the author, if only that was the reason', async () => {
      const holdUntrusted: Reason[] = ['link']
      const { entry } = await post('one', { author: 'ada', holdUntrusted })
      done((await context.book.moderation.decide([entry.id], 'publish', OWNER))[0])
      expect(await post('two', { author: 'ada', holdUntrusted })).toMatchObject({ state: 'published' })
      expect(await post('three', { author: 'bob', holdUntrusted })).toMatchObject({ state: 'waiting' })
      expect(await post('four', { holdUntrusted })).toMatchObject({ state: 'waiting' })
      expect(await post('five', { author: 'ada', hold: ['words'], holdUntrusted })).toMatchObject({ state: 'waiting' })
      expect((await inDrawer('waiting')).map(({ reasons }) => reasons)).toEqual([['link'], ['link'], ['words']])
      expect(await post('six', { author: 'ada', spam: ['links'] })).toMatchObject({ state: 'waiting' })
      expect(await context.book.moderation.counts()).toMatchObject({ spam: 1 })
    })

    test('above so many posts a minute by all', async () => {
      const posts = Array.from({ length: 8 }, (_, index) => post(`${index}`, { author: `${index}`, holdAbove: 5 }))
      const states = (await Promise.all(posts)).map(({ state }) => state)
      expect(states.filter((state) => state === 'published')).toHaveLength(5)
      expect((await inDrawer('waiting')).map(({ reasons }) => reasons)).toEqual(Array(3).fill(['busy']))
      expect(await post('free', { holdAbove: 0 })).toMatchObject({ state: 'published' })
    })

    test('because its text was repeated within a day, no matter who sent it', async () => {
      expect(await post('the same', { author: 'ada', print: 'p1' })).toMatchObject({ state: 'published' })
      expect(await post('the same', { author: 'bob', print: 'p1' })).toMatchObject({ state: 'waiting' })
      expect(await post('another', { author: 'bob', print: 'p2' })).toMatchObject({ state: 'published' })
      expect(await post('short')).toMatchObject({ state: 'published' })
      expect(await post('short')).toMatchObject({ state: 'published' })
      expect((await inDrawer('waiting')).map(({ reasons }) => reasons)).toEqual([['repeated']])
    })

    test('because its text was spam before, or came at the same moment', async () => {
      await post('buy', { spam: ['honeypot'], print: 'p1' })
      expect(await post('buy', { print: 'p1' })).toMatchObject({ state: 'waiting' })
      const states = (await Promise.all(Array.from({ length: 5 }, () => post('at once', { print: 'p3' })))).map(
        ({ state }) => state,
      )
      expect(states.filter((state) => state === 'published')).toHaveLength(1)
    })

    test('has every reason stored that applies', async () => {
      await context.book.moderation.setGate({ state: 'first' }, OWNER)
      await post('x', { print: 'p1' })
      await post('x', { hold: ['too-fast', 'words'], holdUntrusted: ['link'], print: 'p1' })
      const [, second] = await inDrawer('waiting')
      expect(given(second).reasons.toSorted()).toEqual(['first', 'link', 'repeated', 'too-fast', 'words'])
    })

    test('is listed oldest first, a page at a time', async () => {
      const all = await holdMany(context.book, 25)
      expect(await waitingIds(context.book)).toEqual(all)
      const first = await context.book.moderation.held('waiting', { limit: 10 })
      const second = await context.book.moderation.held('waiting', { limit: 10, after: given(first.next) })
      const third = await context.book.moderation.held('waiting', { limit: 10, after: given(second.next) })
      const listed = [first, second, third].map((page) => page.entries.map(({ id }) => id))
      expect(listed).toEqual([all.slice(0, 10), all.slice(10, 20), all.slice(20)])
      expect([first.total, second.total, third.total, third.next]).toEqual([25, 25, 25, null])
      const exact = await context.book.moderation.held('waiting', { limit: 25 })
      expect([exact.entries.length, exact.next]).toEqual([25, null])
      const none = await context.book.moderation.held('spam', { limit: 10 })
      expect(none).toEqual({ entries: [], next: null, total: 0 })
    })

    test('counts as a post', async () => {
      const allowances = [{ network: '192.0.2.7', perMinute: 2 }]
      for (const message of ['one', 'two']) await hold(context.book, message, {}, { allowances, perDay: 2 })
      await expect(context.book.append({ message: 'three' }, { allowances })).rejects.toThrow(TooManyPosts)
      await expect(context.book.append({ message: 'three' }, { perDay: 2 })).rejects.toThrow(BookLimitReached)
    })

    test('is answered the same under its key, and later as what became of it', async () => {
      const key = { value: 'a key of one’s own', lifetime: 600_000 }
      const other = { value: 'another key of one’s own', lifetime: 600_000 }
      const append = (message: string, chosen = key) =>
        context.book.append({ message }, { key: chosen, screening: { hold: ['link'] } })
      const first = await append('one')
      expect(await append('one')).toEqual({ ...first, replayed: true })
      const refused = await append('two', other)
      const [outcome] = await context.book.moderation.decide([first.entry.id], 'publish', OWNER)
      await context.book.moderation.decide([refused.entry.id], 'refuse', OWNER)
      const { entry: id } = done(outcome)
      expect(await append('one')).toMatchObject({ state: 'published', replayed: true, entry: { ...first.entry, id } })
      expect(await append('two', other)).toEqual({ ...refused, replayed: true })
      expect(await context.book.moderation.counts()).toMatchObject({ waiting: 0 })
      expect((await context.book.page({ limit: 5, fromMaster: true })).total).toBe(1)
    })

    test('is still there when the book is opened again', async () => {
      const id = await hold(context.book, 'held', { author: 'ada', print: 'p1' }, { perDay: 1 })
      const book = await context.harness.reopen(context.book)
      expect(await waitingIds(book)).toEqual([id])
      expect(await book.append({ message: 'held' }, { screening: { print: 'p1' } })).toMatchObject({ state: 'waiting' })
      await expect(book.append({ message: 'x' }, { perDay: 1 })).rejects.toThrow(BookLimitReached)
    })

    test('only up to 5,000: the next is refused, uses nothing, and there is room again after a verdict', async () => {
      const key = { value: 'a key of one’s own', lifetime: 600_000 }
      const allowances = [{ network: '192.0.2.7', perMinute: 1 }]
      const settled = await inParts(WAITING_LIMIT + 10, (index) => hold(context.book, `${index}`))
      const refused = settled.filter((result) => result.status === 'rejected')
      expect(refused).toHaveLength(10)
      for (const { reason } of refused) expect(reason).toBeInstanceOf(DrawerFull)
      expect(await context.book.moderation.counts()).toMatchObject({ waiting: WAITING_LIMIT })
      const late = () => hold(context.book, 'late', { print: 'p1' }, { key, allowances })
      for (let turn = 0; turn < 3; turn++) await expect(late()).rejects.toThrow(DrawerFull)
      expect(await post('spam', { spam: ['links'] })).toMatchObject({ state: 'waiting' })

      const [oldest = ''] = (await context.book.moderation.held('waiting', { limit: 1 })).entries.map(({ id }) => id)
      await context.book.moderation.decide([oldest], 'refuse', OWNER)
      await late()
      const newest = (await waitingIds(context.book)).at(-1)
      expect(await context.book.moderation.counts()).toMatchObject({ waiting: WAITING_LIMIT })
      const [last] = (await context.book.moderation.held('waiting', { limit: 1, after: previous(given(newest)) }))
        .entries
      expect(last).toMatchObject({ message: 'late', reasons: ['words'] })
      expect(await post('public')).toMatchObject({ state: 'published' })
    }, 60_000)

    test('as spam only among the newest 2,000', async () => {
      await inParts(SPAM_LIMIT + 300, (index) => post(`${index}`, { spam: ['links'] }))
      const { spam } = await context.book.moderation.counts()
      // Redis trims whole nodes of a stream.
      expect(spam).toBeGreaterThanOrEqual(SPAM_LIMIT)
      expect(spam).toBeLessThanOrEqual(SPAM_LIMIT + 200)
    }, 60_000)
  })
}

/** Posts at once, but no more than a front end keeps for writing. */
async function inParts<Result>(count: number, post: (index: number) => Promise<Result>) {
  const settled: PromiseSettledResult<Result>[] = []
  while (settled.length < count) {
    const part = Array.from({ length: Math.min(500, count - settled.length) }, (_, index) => settled.length + index)
    settled.push(...(await Promise.allSettled(part.map(post))))
  }
  return settled
}

function previous(id: string): string {
  const [time = '', sequence = ''] = id.split('-')
  return sequence === '0' ? `${Number(time) - 1}-999999` : `${time}-${Number(sequence) - 1}`
}
