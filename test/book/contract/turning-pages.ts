import { describe, expect, test } from 'vitest'
import type { Book, Page } from '../../../server/book/book.ts'
import { LOG_START, type LogId } from '../../../server/common/log-id.ts'
import { removeEntry } from '../../support/remove-entry.ts'
import { appendInTurn, type BookHarness, given, ids, positionAfter, useBook } from './harness.ts'
import { done, OWNER } from './moderating.ts'

export function turningPagesContract(makeHarness: () => Promise<BookHarness>): void {
  describe('turning pages', () => {
    const context = useBook(makeHarness)

    test.each([
      ['the first', undefined, [0, 1], false, true],
      ['some', 1, [2, 3], true, true],
      ['the last', 3, [4], true, false],
      ['none', 4, [], false, false],
    ])('right after an entry: %s', async (_, after, expected, hasOlder, hasNewer) => {
      const appended = await appendInTurn(context.book, 5)
      const at = (index: number) => given(appended[index]).entry.id
      const page = await context.book.page({
        limit: 2,
        after: after === undefined ? LOG_START : at(after),
        atLeast: positionAfter(appended),
      })
      expect(ids(page.entries)).toEqual(expected.map(at).reverse())
      expect(page.next).toBe(hasOlder ? at(given(expected[0])) : null)
      expect(page).toMatchObject({ hasNewer, total: 5, position: positionAfter(appended) })
    })

    test('pages after entries have all entries once, without hidden ones', async () => {
      const appended = await appendInTurn(context.book, 30)
      let atLeast = positionAfter(appended)
      for (const { entry } of appended.slice(3, 21)) atLeast = await hide(context.book, entry.id)
      const read: string[] = []
      for (let after: string | undefined = LOG_START; after !== undefined; ) {
        const page: Page = await context.book.page({ after, limit: 4, atLeast })
        read.push(...ids(page.entries).reverse())
        after = page.hasNewer ? page.entries[0]?.id : undefined
      }
      const visible = [...appended.slice(0, 3), ...appended.slice(21)]
      expect(read).toEqual(visible.map(({ entry }) => entry.id))
    })

    test('a page begins right after an entry that is hidden or removed', async () => {
      const appended = await appendInTurn(context.book, 7)
      const at = (index: number) => given(appended[index]).entry.id
      for (const index of [1, 4]) await hide(context.book, at(index))
      const atLeast = await removeEntry(context.book, at(3))
      for (const index of [1, 3]) {
        const page = await context.book.page({ after: at(index), limit: 2, atLeast })
        expect(ids(page.entries)).toEqual(index === 1 ? [at(5), at(2)] : [at(6), at(5)])
        expect(page).toMatchObject({ next: page.entries.at(-1)?.id, hasNewer: index === 1, total: 4 })
      }
    })

    test('that an entry was there is remembered after it was removed or hidden', async () => {
      const [removed, hidden] = await appendInTurn(context.book, 2)
      await hide(context.book, given(hidden).entry.id)
      const atLeast = await removeEntry(context.book, given(removed).entry.id)
      for (const { entry } of [given(removed), given(hidden)]) {
        expect(await context.book.find(entry.id, atLeast)).toMatchObject({ entry: undefined, wasRemoved: true })
      }
      const [time] = given(removed).entry.id.split('-')
      expect((await context.book.find(`${time}-999`, atLeast)).wasRemoved).toBeUndefined()
    })
  })
}

async function hide(book: Book, id: LogId) {
  return done(await book.moderation.mark(id, { kind: 'hide' }, OWNER)).position
}
