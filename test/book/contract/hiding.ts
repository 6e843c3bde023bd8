import { describe, expect, test } from 'vitest'
import { HIDDEN_LIMIT } from '../../../server/book/moderation.ts'
import { LOG_START } from '../../../server/common/log-id.ts'
import { startFollower } from './follower.ts'
import { allPages, appendAtOnce, appendInTurn, type BookHarness, given, ids, useBook } from './harness.ts'
import { done, OWNER } from './moderating.ts'

export function hidingContract(makeHarness: () => Promise<BookHarness>): void {
  describe('hiding', () => {
    const context = useBook(makeHarness)
    const mark = (id: string, kind: 'hide' | 'show') => context.book.moderation.mark(id, { kind }, OWNER)
    const hide = async (id: string) => done(await mark(id, 'hide')).position
    const show = async (id: string) => done(await mark(id, 'show')).position

    test('takes an entry from the page, the total and its own address, and showing puts it back exactly', async () => {
      const entries = (await appendInTurn(context.book, 5)).map(({ entry }) => entry).reverse()
      const middle = given(entries[2])
      const hiddenAt = await hide(middle.id)
      const without = await context.book.page({ limit: 10, atLeast: hiddenAt })
      expect({ entries: without.entries, total: without.total }).toEqual({ entries: entries.toSpliced(2, 1), total: 4 })
      expect((await context.book.find(middle.id, hiddenAt)).entry).toBeUndefined()
      expect((await context.book.find(middle.id, hiddenAt)).movedTo).toBeUndefined()
      expect(await context.book.moderation.hidden()).toEqual([middle])
      expect(await context.book.moderation.counts()).toEqual({ waiting: 0, spam: 0, hidden: 1 })

      const shownAt = await show(middle.id)
      const again = await context.book.page({ limit: 10, atLeast: shownAt })
      expect({ entries: again.entries, total: again.total }).toEqual({ entries, total: 5 })
      expect((await context.book.find(middle.id, shownAt)).entry).toEqual(middle)
      expect(await context.book.moderation.hidden()).toEqual([])
    })

    test('of the newest and of the only entry, too', async () => {
      const [entry] = (await appendInTurn(context.book, 1)).map((one) => one.entry)
      const { id } = given(entry)
      const hiddenAt = await hide(id)
      expect(await context.book.page({ limit: 10, atLeast: hiddenAt })).toMatchObject({
        entries: [],
        next: null,
        total: 0,
        position: { entries: id },
      })
      const next = await context.book.append({ message: 'next' })
      const shownAt = await show(id)
      expect((await context.book.page({ limit: 10, atLeast: shownAt })).entries).toEqual([next.entry, entry])
    })

    test('twice changes nothing, nor does showing what is shown, or what there is not', async () => {
      const [first] = await appendInTurn(context.book, 1)
      const { id } = given(first).entry
      expect(await mark(id, 'show')).toMatchObject({ kind: 'already' })
      await hide(id)
      expect(await mark(id, 'hide')).toMatchObject({ kind: 'already' })
      for (const unknown of ['0-0', '1-1', '18446744073709551615-18446744073709551615']) {
        for (const kind of ['hide', 'show'] as const) expect(await mark(unknown, kind)).toEqual({ kind: 'unknown' })
      }
      expect((await context.book.moderation.audit({ limit: 10 })).records).toHaveLength(1)
      expect((await context.book.page({ limit: 10, fromMaster: true })).total).toBe(0)
    })

    test('reaches every follower, and showing brings the entry along', async () => {
      const abort = new AbortController()
      const follower = startFollower(context.book, abort.signal)
      const [, second] = (await appendInTurn(context.book, 3)).map(({ entry }) => entry)
      const entry = given(second)
      await follower.reaches(await hide(entry.id))
      expect(follower.last().total).toBe(2)
      expect(follower.changed().at(-1)).toEqual({ id: follower.last().position.changes, op: 'hide', entry: entry.id })
      await follower.reaches(await show(entry.id))
      expect(follower.last().total).toBe(3)
      expect(follower.changed().at(-1)).toEqual({
        id: follower.last().position.changes,
        op: 'show',
        entry: entry.id,
        now: entry,
      })
      abort.abort()
      await follower.ended
    })

    test('of what a follower has not read yet: it never gets the words', async () => {
      const [first, second] = await appendInTurn(context.book, 2)
      const hiddenAt = await hide(given(second).entry.id)
      const abort = new AbortController()
      const follower = startFollower(context.book, abort.signal)
      await follower.reaches(hiddenAt)
      expect(follower.entries()).toEqual([given(first).entry])
      expect(JSON.stringify(follower.received)).not.toContain('message 2')
      expect(follower.last().total).toBe(1)
      abort.abort()
      await follower.ended
    })

    test('leaves full pages, and no entry is missed or doubled while someone turns them', async () => {
      const entries = (await appendInTurn(context.book, 40)).map(({ entry }) => entry).reverse()
      const isHidden = (index: number) => index < 7 || index % 3 === 0 || (index > 20 && index < 31)
      let atLeast = given(entries[0] && (await context.book.page({ limit: 1, fromMaster: true }))).position
      for (const [index, { id }] of entries.entries()) if (isHidden(index)) atLeast = await hide(id)
      const shown = entries.filter((_, index) => !isHidden(index))
      for (const limit of [1, 4, 5, shown.length, 200]) {
        const pages = await allPages(context.book, limit, atLeast)
        expect(pages.flatMap((page) => page.entries)).toEqual(shown)
        for (const page of pages.slice(0, -1)) expect(page.entries).toHaveLength(limit)
        expect(pages.at(-1)?.entries.length).toBeGreaterThan(0)
        for (const page of pages) expect(page.total).toBe(shown.length)
      }
    })

    test('of the oldest entries leaves no empty page behind the last', async () => {
      const appended = await appendInTurn(context.book, 12)
      let atLeast = given(appended.at(-1)).position
      for (const { entry } of appended.slice(0, 7)) atLeast = await hide(entry.id)
      const page = await context.book.page({ limit: 5, atLeast })
      expect({ count: page.entries.length, next: page.next }).toEqual({ count: 5, next: null })
    })

    test('works with the cursor of a hidden entry', async () => {
      const [first, second] = await appendInTurn(context.book, 3)
      const atLeast = await hide(given(second).entry.id)
      const page = await context.book.page({ limit: 10, before: given(second).entry.id, atLeast })
      expect(page.entries).toEqual([given(first).entry])
    })

    test('ends with the removal of the entry', async () => {
      const [first] = await appendInTurn(context.book, 2)
      const { id } = given(first).entry
      await hide(id)
      const { position } = done(await context.book.moderation.remove(id, OWNER))
      expect(await context.book.moderation.hidden()).toEqual([])
      expect(await mark(id, 'show')).toEqual({ kind: 'unknown' })
      expect(await context.book.moderation.remove(id, OWNER)).toEqual({ kind: 'unknown' })
      expect((await context.book.page({ limit: 10, atLeast: position })).total).toBe(1)
    })

    test('is kept when the book is opened again', async () => {
      const [first, second] = (await appendInTurn(context.book, 2)).map(({ entry }) => entry)
      await hide(given(first).id)
      const book = await context.harness.reopen(context.book)
      const page = await book.page({ limit: 10, fromMaster: true })
      expect({ entries: page.entries, total: page.total }).toEqual({ entries: [second], total: 1 })
      expect(await book.moderation.hidden()).toEqual([first])
    })

    test('is possible for 1,000 entries at a time; pages between them are full', async () => {
      const appended = (await appendAtOnce(context.book, HIDDEN_LIMIT + 15)).map(({ entry }) => entry)
      const [first, ...others] = ids(appended.slice(0, HIDDEN_LIMIT))
      const outcomes = await Promise.all(others.map((id) => mark(id, 'hide')))
      expect(outcomes.every(({ kind }) => kind === 'done')).toBe(true)
      const atLeast = await hide(given(first))
      const one = given(appended.at(-1)).id
      expect(await mark(one, 'hide')).toEqual({ kind: 'full' })
      expect(await context.book.moderation.counts()).toMatchObject({ hidden: HIDDEN_LIMIT })
      expect(await context.book.moderation.hidden()).toHaveLength(HIDDEN_LIMIT)
      const pages = await allPages(context.book, 10, atLeast)
      expect(pages.map(({ entries }) => entries.length)).toEqual([10, 5])
      expect(given(pages[0]).total).toBe(15)
      await show(given(first))
      expect(await mark(one, 'hide')).toMatchObject({ kind: 'done' })
    }, 60_000)

    test('says the start of the logs for a book in which nothing happened', async () => {
      expect((await context.book.page({ limit: 1, fromMaster: true })).position.changes).toBe(LOG_START)
      expect(await context.book.moderation.counts()).toEqual({ waiting: 0, spam: 0, hidden: 0 })
      expect(await context.book.moderation.hidden()).toEqual([])
    })
  })
}
