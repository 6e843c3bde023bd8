import { describe, expect, test } from 'vitest'
import { BookClosed } from '../../../server/book/errors.ts'
import type { Gate, GateState } from '../../../server/book/gate.ts'
import { startFollower } from './follower.ts'
import { type BookHarness, positionAfter, useBook } from './harness.ts'
import { done, hold, OWNER, waitingIds } from './moderating.ts'

const HOUR = 3_600_000

export function gateContract(makeHarness: () => Promise<BookHarness>): void {
  describe('the gate', () => {
    const context = useBook(makeHarness)
    const set = (gate: Gate) => context.book.moderation.setGate(gate, OWNER)
    const post = (message = 'Hello', author?: string) => context.book.append({ message }, { screening: { author } })
    const reasons = async () =>
      (await context.book.moderation.held('waiting', { limit: 10 })).entries.map((entry) => entry.reasons)

    test('is open at first', async () => {
      expect(await post()).toMatchObject({ state: 'published' })
    })

    test('closed, refuses posts and takes nothing in', async () => {
      await post('before')
      await set({ state: 'closed' })
      const refusal = await post('after').catch((error) => error)
      expect(refusal).toBeInstanceOf(BookClosed)
      expect(refusal.opensAt).toBeUndefined()
      expect((await context.book.page({ limit: 10, fromMaster: true })).total).toBe(1)
      expect(await context.book.moderation.counts()).toEqual({ waiting: 0, spam: 0, hidden: 0 })
      await set({ state: 'open' })
      expect(await post('again')).toMatchObject({ state: 'published' })
    })

    test('closed, refuses spam and entries to be held as well', async () => {
      await set({ state: 'closed' })
      for (const screening of [{ spam: ['honeypot'] }, { hold: ['links'] }] as const) {
        await expect(context.book.append({ message: 'a' }, { screening })).rejects.toThrow(BookClosed)
      }
    })

    test('closed, lets nothing in on any front end once that is acknowledged', async () => {
      const beside = await context.harness.openAlongside()
      const books = [context.book, beside]
      const before = books.flatMap((book) => Array.from({ length: 20 }, () => book.append({ message: 'race' })))
      const closing = set({ state: 'closed' })
      const early = await Promise.allSettled([...before, closing])
      const { total } = await context.book.page({ limit: 1, fromMaster: true })
      expect(total).toBe(early.filter(({ status }) => status === 'fulfilled').length - 1)
      const late = await Promise.allSettled(
        books.flatMap((book) => Array.from({ length: 20 }, () => book.append({ message: 'late' }))),
      )
      for (const result of late) expect(result).toMatchObject({ status: 'rejected', reason: { name: 'BookClosed' } })
      expect((await context.book.page({ limit: 1, fromMaster: true })).total).toBe(total)
    })

    test('closed, answers a replay, and a refusal uses no allowance and no key', async () => {
      const key = { value: 'a key of its own', lifetime: 600_000 }
      const other = { value: 'another key', lifetime: 600_000 }
      const allowances = [{ network: '192.0.2.7', perMinute: 2 }]
      const { entry } = await context.book.append({ message: 'once' }, { key, allowances })
      await set({ state: 'closed' })
      expect(await context.book.append({ message: 'once' }, { key })).toMatchObject({ entry, replayed: true })
      for (let turn = 0; turn < 5; turn++) {
        await expect(context.book.append({ message: 'no' }, { key: other, allowances })).rejects.toThrow(BookClosed)
      }
      await set({ state: 'open' })
      expect(await context.book.append({ message: 'yes' }, { key: other, allowances })).toMatchObject({
        replayed: false,
      })
    })

    test.each([
      ['before it opens', { opensAt: HOUR }, true],
      ['after it opened', { opensAt: -HOUR }, false],
      ['before it closes', { closesAt: HOUR }, false],
      ['after it closed', { closesAt: -HOUR }, true],
      ['between the two', { opensAt: -HOUR, closesAt: HOUR }, false],
      ['before both', { opensAt: HOUR, closesAt: 2 * HOUR }, true],
      ['after both', { opensAt: -2 * HOUR, closesAt: -HOUR }, true],
    ] as const)('goes by the clock: %s', async (_, times: { opensAt?: number; closesAt?: number }, isClosed) => {
      const at = (time: number | undefined) => (time === undefined ? undefined : Date.now() + time)
      const gate = { state: 'open' as const, opensAt: at(times.opensAt), closesAt: at(times.closesAt) }
      await set(gate)
      const answer = await post().catch((error) => error)
      if (!isClosed) return expect(answer).toMatchObject({ state: 'published' })
      expect(answer).toBeInstanceOf(BookClosed)
      expect(answer.opensAt).toBe((times.opensAt ?? 0) > 0 ? gate.opensAt : undefined)
    })

    test('that holds, makes every entry wait', async () => {
      await set({ state: 'hold' })
      expect(await post('one', 'ada')).toMatchObject({ state: 'waiting' })
      const [id = ''] = await waitingIds(context.book)
      await context.book.moderation.decide([id], 'publish', OWNER)
      expect(await post('two', 'ada')).toMatchObject({ state: 'waiting' })
      expect(await reasons()).toEqual([['gate']])
    })

    test('that holds first entries, lets those in whom the owner has published', async () => {
      const id = await hold(context.book, 'one', { author: 'ada' })
      done((await context.book.moderation.decide([id], 'publish', OWNER))[0])
      await set({ state: 'first' })
      expect(await post('two', 'ada')).toMatchObject({ state: 'published' })
      expect(await post('three', 'bob')).toMatchObject({ state: 'waiting' })
      expect(await post('four')).toMatchObject({ state: 'waiting' })
      expect(await reasons()).toEqual([['first'], ['first']])
    })

    test('that holds first entries, does not trust those who were only refused or posted freely', async () => {
      await post('free', 'bob')
      const id = await hold(context.book, 'one', { author: 'ada' })
      await context.book.moderation.decide([id], 'refuse', OWNER)
      await set({ state: 'first' })
      for (const author of ['ada', 'bob']) expect(await post('two', author)).toMatchObject({ state: 'waiting' })
    })

    test('reaches every follower, with the position from which it holds', async () => {
      const beside = await context.harness.openAlongside()
      const abort = new AbortController()
      const followers = [context.book, beside].map((book) => startFollower(book, abort.signal))
      for (const follower of followers) await expect.poll(() => follower.received).toHaveLength(1)
      for (const follower of followers) expect(follower.last()).toMatchObject({ gate: { state: 'open' } })
      const opensAt = Date.now() + HOUR
      for (const state of ['hold', 'first', 'closed', 'open'] satisfies GateState[]) {
        const position = await set({ state, opensAt })
        for (const follower of followers) {
          await follower.reaches(position)
          expect(follower.received.findLast(({ gate }) => gate)?.gate).toMatchObject({ state, opensAt })
        }
      }
      for (const follower of followers) {
        expect(follower.changed().map(({ op, entry }) => ({ op, entry }))).toEqual(
          Array(4).fill({ op: 'gate', entry: undefined }),
        )
      }
      abort.abort()
      for (const { ended } of followers) await ended
    })

    test('is not told again with what follows', async () => {
      const position = await set({ state: 'hold' })
      const abort = new AbortController()
      const follower = startFollower(context.book, abort.signal)
      await follower.reaches(position)
      expect(follower.received.findLast(({ gate }) => gate)?.gate).toMatchObject({ state: 'hold' })
      const told = follower.received.length
      const id = await hold(context.book, 'one')
      await follower.reaches(done((await context.book.moderation.decide([id], 'publish', OWNER))[0]).position)
      for (const part of follower.received.slice(told)) {
        if (part.kind === 'changes') expect(part.gate).toBeUndefined()
      }
      abort.abort()
      await follower.ended
    })

    test('is kept when the book is opened again', async () => {
      await post()
      await set({ state: 'closed' })
      const book = await context.harness.reopen(context.book)
      await expect(book.append({ message: 'no' })).rejects.toThrow(BookClosed)
    })

    test('does not stop the owner from publishing what waits', async () => {
      const id = await hold(context.book, 'one')
      await set({ state: 'closed' })
      const { entry, position } = done((await context.book.moderation.decide([id], 'publish', OWNER))[0])
      expect((await context.book.find(entry, position)).entry).toMatchObject({ message: 'one' })
      expect(positionAfter([{ position }]).entries).toBe(entry)
    })
  })
}
