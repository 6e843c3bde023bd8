import { describe, expect, test } from 'vitest'
import type { Book, Changes, Snapshot } from '../../../server/book/book.ts'
import { applyChanges, type FeedState, stateOf } from '../../../server/book/feed/feed-state.ts'
import { PINNED_LIMIT, type Switch } from '../../../server/book/moderation.ts'
import type { LogId } from '../../../server/common/log-id.ts'
import { startFollower } from './follower.ts'
import { appendAtOnce, appendInTurn, type BookHarness, given, ids, positionAfter, useBook } from './harness.ts'
import { done, OWNER, tally } from './moderating.ts'

const OWN = { author: 'ada', since: 0 }

/** Pinned entries stand on top of the newest page, however old they are. */
export function pinningContract(makeHarness: () => Promise<BookHarness>): void {
  describe('pinned entries', () => {
    const context = useBook(makeHarness)
    const mark = (id: LogId, kind: Switch['kind'], book: Book = context.book) =>
      book.moderation.mark(id, { kind }, OWNER)

    /** The ids of the pinned ones, as the newest page, a new follower and the owner's list have them; they must agree. */
    async function pinned(book = context.book): Promise<string[]> {
      const { pinned: onPage, position } = await book.page({ limit: 5, fromMaster: true })
      const abort = new AbortController()
      const follower = startFollower(book, abort.signal)
      await follower.reaches(position)
      expect(stateAfter(follower.received).pinned).toEqual(onPage)
      abort.abort()
      await follower.ended
      const kept = (await book.moderation.pinned()).filter(({ isHidden }) => !isHidden)
      expect(kept.map(({ isHidden: _, ...entry }) => entry)).toEqual(onPage)
      return ids(given(onPage))
    }

    async function three(): Promise<[LogId, LogId, LogId, LogId]> {
      const [a, b, c, d] = ids((await appendInTurn(context.book, 4)).map(({ entry }) => entry))
      return [given(a), given(b), given(c), given(d)]
    }

    test('are none at first', async () => {
      expect(await pinned()).toEqual([])
      await appendInTurn(context.book, 2)
      expect(await pinned()).toEqual([])
    })

    test('are found newest first, whole, and only with the newest page', async () => {
      const [a, b, c] = await three()
      for (const id of [c, a]) done(await mark(id, 'pin'))
      done(await context.book.moderation.mark(a, { kind: 'reply', text: 'Thanks' }, OWNER))
      expect(await pinned()).toEqual([c, a])
      const page = await context.book.page({ limit: 2, fromMaster: true })
      expect(page.pinned).toMatchObject([
        { id: c, pinned: true },
        { id: a, reply: { text: 'Thanks' } },
      ])
      expect((await context.book.page({ limit: 2, before: b, atLeast: page.position })).pinned).toBeUndefined()
      expect((await context.book.page({ limit: 2, after: a, atLeast: page.position })).pinned).toBeUndefined()
      done(await mark(c, 'unpin'))
      expect(await pinned()).toEqual([a])
    })

    test('are found however many entries came later, and in a book that is opened again', async () => {
      const [oldest] = await appendInTurn(context.book, 1)
      const { id } = given(oldest).entry
      await appendAtOnce(context.book, 450)
      done(await mark(id, 'pin'))
      expect(await pinned()).toEqual([id])
      expect(await pinned(await context.harness.reopen(context.book))).toEqual([id])
    })

    test('leave the top while they are hidden, and for good when they are removed or taken back', async () => {
      const [a, b] = await three()
      const own = (await context.book.append({ message: 'own' }, { screening: { author: OWN.author } })).entry.id
      for (const id of [a, b, own]) done(await mark(id, 'pin'))
      done(await mark(b, 'hide'))
      expect(await pinned()).toEqual([own, a])
      expect(await context.book.moderation.pinned()).toMatchObject([
        { id: own, isHidden: false },
        { id: b, isHidden: true },
        { id: a, isHidden: false },
      ])
      done(await mark(b, 'show'))
      expect(await pinned()).toEqual([own, b, a])
      done(await context.book.moderation.remove(a, OWNER))
      await context.book.takeBack(own, OWN)
      expect(await pinned()).toEqual([b])
      done(await mark(b, 'hide'))
      done(await context.book.moderation.remove(b, OWNER))
      expect(await pinned()).toEqual([])
    })

    test('stay on top with new words when their author changes them', async () => {
      const { entry } = await context.book.append({ message: 'first' }, { screening: { author: OWN.author } })
      done(await mark(entry.id, 'pin'))
      await appendInTurn(context.book, 1)
      const changed = await context.book.replace(entry.id, { message: 'second' }, OWN)
      expect(await pinned()).toEqual([changed.entry.id])
      expect((await context.book.page({ limit: 1, fromMaster: true })).pinned).toMatchObject([{ message: 'second' }])
    })

    test(`are ${PINNED_LIMIT} at most, hidden ones too`, async () => {
      const [a, b, c, d] = await three()
      for (const id of [a, b, c]) done(await mark(id, 'pin'))
      expect(await mark(d, 'pin')).toEqual({ kind: 'full' })
      expect(await mark(a, 'pin')).toEqual({ kind: 'already' })
      done(await mark(b, 'hide'))
      expect(await mark(d, 'pin')).toEqual({ kind: 'full' })
      expect((await context.book.moderation.audit({ limit: 1 })).records).toMatchObject([{ op: 'hide' }])
      done(await mark(b, 'unpin'))
      done(await mark(d, 'pin'))
      expect(await pinned()).toEqual([d, c, a])
      done(await context.book.moderation.remove(a, OWNER))
      done(await mark(b, 'pin'))
      expect(await pinned()).toEqual([d, c])
    })

    test('are no more when one that was changed comes back from waiting', async () => {
      const [a, b, c] = await three()
      const screening = { author: OWN.author }
      const { entry } = await context.book.append({ message: 'own' }, { screening })
      done(await mark(entry.id, 'pin'))
      const held = { screening: { ...screening, hold: ['words'] as const } }
      const waiting = await context.book.replace(entry.id, { message: 'changed' }, OWN, held)
      expect(waiting.state).toBe('waiting')
      expect(await pinned()).toEqual([])
      for (const id of [a, b, c]) done(await mark(id, 'pin'))
      const [outcome] = await context.book.moderation.decide([waiting.entry.id], 'publish', OWNER)
      const { entry: published } = done(given(outcome))
      expect(await pinned()).toEqual([c, b, a])
      expect((await context.book.find(published, done(given(outcome)).position)).entry?.pinned).toBeUndefined()
    })

    test('come back on top from waiting if there is room', async () => {
      const screening = { author: OWN.author }
      const { entry } = await context.book.append({ message: 'own' }, { screening })
      done(await mark(entry.id, 'pin'))
      const held = { screening: { ...screening, hold: ['words'] as const } }
      const waiting = await context.book.replace(entry.id, { message: 'changed' }, OWN, held)
      const [outcome] = await context.book.moderation.decide([waiting.entry.id], 'publish', OWNER)
      expect(await pinned()).toEqual([done(given(outcome)).entry])
    })

    test('are not too many when two owners pin the third at the same moment', async () => {
      const beside = await context.harness.openAlongside()
      const appended = await appendAtOnce(context.book, 8)
      await beside.page({ limit: 1, atLeast: positionAfter(appended) })
      const [first, second, ...others] = ids(appended.map(({ entry }) => entry))
      for (const id of [first, second]) done(await mark(given(id), 'pin'))
      const outcomes = await Promise.all(others.map((id, index) => mark(id, 'pin', index % 2 ? beside : context.book)))
      expect(tally(outcomes)).toEqual({ done: 1, full: others.length - 1 })
      expect(await pinned()).toHaveLength(PINNED_LIMIT)
      const { records } = await context.book.moderation.audit({ limit: 20 })
      expect(records.filter(({ op }) => op === 'pin')).toHaveLength(PINNED_LIMIT)
    })

    test('are followed: what a follower has made of the changes is what a new one reads', async () => {
      const abort = new AbortController()
      const follower = startFollower(context.book, abort.signal)
      await expect.poll(() => follower.received.length).toBeGreaterThan(0)
      const [a, b, c] = await three()
      const own = await context.book.append({ message: 'own' }, { screening: { author: OWN.author } })
      const steps: (() => Promise<unknown>)[] = [
        () => mark(a, 'pin'),
        () => mark(own.entry.id, 'pin'),
        () => mark(b, 'pin'),
        () => mark(b, 'hide'),
        () => context.book.moderation.mark(a, { kind: 'reply', text: 'Thanks' }, OWNER),
        () => context.book.replace(own.entry.id, { message: 'changed' }, OWN),
        () => mark(b, 'show'),
        () => context.book.moderation.remove(a, OWNER),
        () => mark(c, 'pin'),
        () => mark(b, 'unpin'),
      ]
      for (const step of steps) {
        await step()
        const { pinned: onPage, position } = await context.book.page({ limit: 1, fromMaster: true })
        await follower.reaches(position)
        expect(stateAfter(follower.received).pinned).toEqual(onPage)
      }
      expect(stateAfter(follower.received).pinned).toHaveLength(2)
      abort.abort()
      await follower.ended
    })
  })
}

function stateAfter(received: readonly (Snapshot | Changes)[]): FeedState {
  let state: FeedState | undefined
  for (const part of received) {
    if (part.kind === 'snapshot') state = stateOf(part, 1)
    else state = state && applyChanges(state, part)
  }
  return given(state)
}
