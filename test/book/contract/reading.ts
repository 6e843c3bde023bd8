import { describe, expect, test } from 'vitest'
import { isId } from '../../../server/common/log-id.ts'
import { reaches } from '../../../server/common/position.ts'
import { removeEntry } from '../../support/remove-entry.ts'
import {
  allPages,
  appendAtOnce,
  appendInTurn,
  type BookHarness,
  given,
  ids,
  positionAfter,
  useBook,
} from './harness.ts'

const LAST_ID = '18446744073709551615-18446744073709551615'

export function readingContract(makeHarness: () => Promise<BookHarness>): void {
  describe('reading', () => {
    const context = useBook(makeHarness)

    test('an empty book has one empty page', async () => {
      const { entries, next, total, position } = await context.book.page({ limit: 20 })
      expect({ entries, next, total }).toEqual({ entries: [], next: null, total: 0 })
      expect(position.generation).toMatch(/^[\w-]+$/)
      expect([position.entries, position.changes].every(isId)).toBe(true)
    })

    test('the newest entry comes first', async () => {
      const appended = await appendInTurn(context.book, 3)
      const page = await context.book.page({ limit: 10, atLeast: positionAfter(appended) })
      expect(page.entries).toEqual(appended.map(({ entry }) => entry).reverse())
    })

    test.each([
      [25, 10, [10, 10, 5]],
      [20, 10, [10, 10]],
      [21, 10, [10, 10, 1]],
      [3, 1, [1, 1, 1]],
      [201, 200, [200, 1]],
    ])('%i entries in pages of %i, without gap or duplicate', async (count, limit, sizes) => {
      const appended = await appendAtOnce(context.book, count)
      const pages = await allPages(context.book, limit, positionAfter(appended))
      expect(pages.map(({ entries }) => entries.length)).toEqual(sizes)
      expect(pages.every(({ total }) => total === count)).toBe(true)
      const whole = pages.flatMap(({ entries }) => entries)
      expect(new Set(ids(whole))).toEqual(new Set(appended.map(({ entry }) => entry.id)))
      expect(whole.length).toBe(count)
    })

    test('pages that end early because of their bytes have every entry once', async () => {
      const appended = await appendInTurn(context.book, 5)
      const pages = await allPages(context.book, 20, positionAfter(appended), 1)
      expect(ids(pages.flatMap(({ entries }) => entries))).toEqual(appended.map(({ entry }) => entry.id).reverse())
    })

    test('what is added while someone turns pages does not shift them', async () => {
      const appended = await appendInTurn(context.book, 6)
      const first = await context.book.page({ limit: 3, atLeast: positionAfter(appended) })
      const later = await appendInTurn(context.book, 4)
      const second = await context.book.page({ limit: 3, before: given(first.next), atLeast: positionAfter(later) })
      const inOrder = appended.map(({ entry }) => entry.id).reverse()
      expect(ids([...first.entries, ...second.entries])).toEqual(inOrder)
      expect(second.next).toBeNull()
    })

    test('the cursor of a removed entry still parts the older from the newer', async () => {
      const [first, second, third] = await appendInTurn(context.book, 3)
      const atLeast = given(await removeEntry(context.book, given(second).entry.id))
      const page = await context.book.page({ limit: 10, before: given(second).entry.id, atLeast })
      expect(page.entries).toEqual([given(first).entry])
      expect(page.total).toBe(2)
      expect(ids((await context.book.page({ limit: 10, atLeast })).entries)).not.toContain(given(second).entry.id)
      expect(given(third).entry.id).toBe((await context.book.page({ limit: 1, atLeast })).entries[0]?.id)
    })

    test.each(['9999999999999-0', '9007199254740993-7', LAST_ID])(
      'before an id of the future, %s, come all',
      async (before) => {
        const appended = await appendInTurn(context.book, 3)
        const page = await context.book.page({ limit: 10, before, atLeast: positionAfter(appended) })
        expect(page.entries).toEqual(appended.map(({ entry }) => entry).reverse())
      },
    )

    test.each(['0-0', '0-1', '1-0'])('before an id of the past, %s, comes none', async (before) => {
      const appended = await appendInTurn(context.book, 3)
      const page = await context.book.page({ limit: 10, before, atLeast: positionAfter(appended) })
      expect({ ...page, position: undefined }).toEqual({ entries: [], next: null, total: 3, position: undefined })
    })

    test('one entry by its id, and none by any other', async () => {
      const [first, second] = await appendInTurn(context.book, 2)
      const atLeast = given(second).position
      expect((await context.book.find(given(first).entry.id, atLeast)).entry).toEqual(given(first).entry)
      const [time] = given(first).entry.id.split('-')
      for (const id of ['0-0', '1-1', `${time}-999999`, '9007199254740993-7', LAST_ID]) {
        const found = await context.book.find(id, atLeast)
        expect(found.entry).toBeUndefined()
        expect(reaches(found.position, atLeast)).toBe(true)
      }
    })

    test('an answer says the position that it is the state of', async () => {
      const appended = await appendInTurn(context.book, 2)
      const { position } = await context.book.page({ limit: 10, atLeast: positionAfter(appended) })
      expect(position.entries).toBe(appended.at(-1)?.entry.id)
      const removedAt = given(await removeEntry(context.book, given(appended[0]).entry.id))
      const later = await context.book.page({ limit: 10, atLeast: removedAt })
      expect(later.position).toEqual({ ...position, changes: removedAt.changes })
    })

    test('a read from the master itself gets the current state', async () => {
      for (let number = 1; number <= 20; number++) {
        const { entry } = await context.book.append({ name: '', message: `message ${number}` })
        const page = await context.book.page({ limit: 1, fromMaster: true })
        expect({ entries: page.entries, total: page.total }).toEqual({ entries: [entry], total: number })
      }
    })

    test('a position that nobody has reached, or of another book, is answered all the same', async () => {
      const [appended] = await appendInTurn(context.book, 1)
      const { position, entry } = given(appended)
      const unreachable = [{ entries: LAST_ID }, { changes: LAST_ID }, { generation: 'another' }]
      for (const atLeast of unreachable.map((part) => ({ ...position, ...part }))) {
        expect((await context.book.page({ limit: 5, atLeast })).entries).toEqual([entry])
        expect((await context.book.find(entry.id, atLeast)).entry).toEqual(entry)
      }
    })
  })
}
