import { describe, expect, test } from 'vitest'
import type { KeptEntry } from '../../../server/book/moderation.ts'
import { LOG_START } from '../../../server/common/log-id.ts'
import { appendAtOnce, appendInTurn, type BookHarness, given, ids, useBook } from './harness.ts'
import { done, hold, holdMany, OWNER, tally, waitingIds } from './moderating.ts'

/** What owners see of published entries, what they do to many at once, and putting spam back. */
export function keepingContract(makeHarness: () => Promise<BookHarness>): void {
  describe('the owner’s list', () => {
    const context = useBook(makeHarness)
    const moderation = () => context.book.moderation

    async function all(limit: number): Promise<KeptEntry[]> {
      const entries: KeptEntry[] = []
      let before: string | undefined
      do {
        const page = await moderation().kept({ before, limit })
        expect(page.entries.length).toBeLessThanOrEqual(limit)
        entries.push(...page.entries)
        before = page.next ?? undefined
      } while (before !== undefined)
      return entries
    }

    test('has hidden entries in their place, with their marks, on pages of any size', async () => {
      const appended = (await appendInTurn(context.book, 9)).map(({ entry }) => entry).reverse()
      for (const index of [0, 3, 4, 8])
        done(await moderation().mark(given(appended[index]).id, { kind: 'hide' }, OWNER))
      for (const index of [3, 5]) done(await moderation().mark(given(appended[index]).id, { kind: 'pin' }, OWNER))
      done(await moderation().mark(given(appended[4]).id, { kind: 'reply', text: 'Thanks' }, OWNER))
      const expected = appended.map((entry, index) => ({
        ...entry,
        ...([3, 5].includes(index) && { pinned: true }),
        ...(index === 4 && { reply: { text: 'Thanks', at: expect.any(String) } }),
        isHidden: [0, 3, 4, 8].includes(index),
      }))
      for (const limit of [1, 2, 4, 9, 200]) expect(await all(limit)).toEqual(expected)
    })

    test('is empty for an empty book, and past the oldest entry', async () => {
      expect(await moderation().kept({ limit: 5 })).toEqual({ entries: [], next: null })
      const [first] = await appendInTurn(context.book, 1)
      for (const before of [given(first).entry.id, LOG_START, '0-1']) {
        expect(await moderation().kept({ before, limit: 5 })).toEqual({ entries: [], next: null })
      }
      const last = '18446744073709551615-18446744073709551615'
      expect((await moderation().kept({ before: last, limit: 5 })).entries).toHaveLength(1)
    })
  })

  describe('many at once', () => {
    const context = useBook(makeHarness)

    test('are hidden, shown and removed, each with its own outcome and record', async () => {
      const { moderation } = context.book
      const entries = ids((await appendAtOnce(context.book, 120)).map(({ entry }) => entry))
      const first = given(entries[0])
      await moderation.mark(first, { kind: 'hide' }, OWNER)
      const hidden = await moderation.markEach([...entries, '1-1'], { kind: 'hide' }, OWNER)
      expect(hidden[0]).toEqual({ kind: 'already' })
      expect(tally(hidden)).toEqual({ done: 119, already: 1, unknown: 1 })
      expect(await moderation.counts()).toMatchObject({ hidden: 120 })
      expect(tally(await moderation.markEach(entries, { kind: 'show' }, OWNER))).toEqual({ done: 120 })
      expect(tally(await moderation.removeEach([...entries, first], OWNER))).toEqual({ done: 120, unknown: 1 })
      const { records } = await moderation.audit({ limit: 200 })
      expect(records.slice(0, 120).map(({ op }) => op)).toEqual(Array.from({ length: 120 }, () => 'remove'))
      expect(records.slice(0, 120).map(({ entry }) => entry)).toEqual(entries.toReversed())
    })
  })

  describe('spam', () => {
    const context = useBook(makeHarness)
    const decide = async (id: string, verdict: 'spam' | 'wait' | 'publish' | 'refuse') =>
      given((await context.book.moderation.decide([id], verdict, OWNER))[0])

    test('can be put back among those that wait, any number of times, and its author still sees it', async () => {
      const first = await hold(context.book, 'words', { author: 'ada', hold: ['words', 'link'] })
      let id = first
      for (let turn = 0; turn < 3; turn++) {
        id = done(await decide(id, 'spam')).entry
        expect(await context.book.moderation.counts()).toMatchObject({ waiting: 0, spam: 1 })
        expect(await context.book.fatesOf('ada', [first])).toMatchObject([{ id: first, state: 'waiting' }])
        const put = done(await decide(id, 'wait')).entry
        expect(await decide(id, 'wait')).toEqual({ kind: 'already', became: { verdict: 'wait' } })
        id = put
        expect(await context.book.moderation.counts()).toMatchObject({ waiting: 1, spam: 0 })
        expect(await decide(id, 'wait')).toEqual({ kind: 'already' })
      }
      expect(await context.book.moderation.held('waiting', { limit: 5 })).toMatchObject({
        entries: [{ id, message: 'words', reasons: ['words', 'link'], author: 'ada' }],
      })
      expect(await context.book.fatesOf('ada', [first])).toMatchObject([
        { id: first, state: 'waiting', entry: { id, message: 'words' } },
      ])
      const { records } = await context.book.moderation.audit({ limit: 1 })
      expect(records).toMatchObject([{ op: 'wait', by: OWNER, detail: id }])
      const { entry } = done(await decide(id, 'publish'))
      expect(await context.book.fatesOf('ada', [first])).toEqual([{ id: first, state: 'published', entry }])
    })

    test('that was put back can be withdrawn by its author', async () => {
      const first = await hold(context.book, 'words', { author: 'ada' })
      const spam = done(await decide(first, 'spam')).entry
      done(await decide(spam, 'wait'))
      expect(await context.book.withdraw(first, 'eve')).toBe(false)
      expect(await context.book.withdraw(first, 'ada')).toBe(true)
      expect(await waitingIds(context.book)).toEqual([])
      expect(await context.book.fatesOf('ada', [first])).toEqual([{ id: first, state: 'gone' }])
    })

    test('goes to the end of those that wait', async () => {
      const [first, second] = await holdMany(context.book, 2)
      const spam = done(await decide(given(first), 'spam')).entry
      const { entry } = done(await decide(spam, 'wait'))
      expect(await waitingIds(context.book)).toEqual([second, entry])
    })
  })
}
