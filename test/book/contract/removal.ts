import { describe, expect, test } from 'vitest'
import { compareIds } from '../../../server/common/log-id.ts'
import { removeEntry } from '../../support/remove-entry.ts'
import { appendInTurn, type BookHarness, given, ids, positionAfter, useBook } from './harness.ts'

export function removalContract(makeHarness: () => Promise<BookHarness>): void {
  describe('removal', () => {
    const context = useBook(makeHarness)

    test('removes one entry and returns the position at which it is gone', async () => {
      const appended = await appendInTurn(context.book, 3)
      const [first, second, third] = appended.map(({ entry }) => entry)
      const position = given(await removeEntry(context.book, given(second).id))
      const page = await context.book.page({ limit: 10, atLeast: position })
      expect(page.entries).toEqual([third, first])
      expect(page.total).toBe(2)
      expect((await context.book.find(given(second).id, position)).entry).toBeUndefined()
      expect(position.generation).toBe(positionAfter(appended).generation)
    })

    test('an entry is removed once', async () => {
      const [appended] = await appendInTurn(context.book, 2)
      const { id } = given(appended).entry
      const position = given(await removeEntry(context.book, id))
      expect(await removeEntry(context.book, id)).toBeUndefined()
      expect((await context.book.page({ limit: 10, atLeast: position })).total).toBe(1)
    })

    test('if several remove the same entry at once, one succeeds', async () => {
      const [appended] = await appendInTurn(context.book, 1)
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => removeEntry(context.book, given(appended).entry.id)),
      )
      expect(answers.filter((answer) => answer !== undefined)).toHaveLength(1)
    })

    test.each(['0-0', '1700000000000-5', '18446744073709551615-18446744073709551615'])(
      'there is nothing to remove under %s',
      async (id) => {
        const appended = await appendInTurn(context.book, 1)
        expect(await removeEntry(context.book, id)).toBeUndefined()
        expect((await context.book.page({ limit: 10, atLeast: positionAfter(appended) })).total).toBe(1)
      },
    )

    test('the id of a removed entry is not used again', async () => {
      const appended = await appendInTurn(context.book, 3)
      for (const { entry } of appended) await removeEntry(context.book, entry.id)
      const next = await context.book.append({ name: '', message: 'new' })
      expect(compareIds(next.entry.id, given(appended.at(-1)).entry.id)).toBeGreaterThan(0)
      const page = await context.book.page({ limit: 10, atLeast: next.position })
      expect({ ids: ids(page.entries), total: page.total }).toEqual({ ids: [next.entry.id], total: 1 })
    })
  })
}
