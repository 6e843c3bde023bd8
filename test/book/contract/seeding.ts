import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Book, Page } from '../../../server/book/book.ts'
import { removeEntry } from '../../support/remove-entry.ts'
import { type BookHarness, given } from './harness.ts'

const seedMessage = 'Hello World!'

export function seedingContract(makeHarness: () => Promise<BookHarness>): void {
  describe('a new book', () => {
    let harness: BookHarness
    beforeEach(async () => {
      harness = await makeHarness()
    })
    afterEach(() => harness.close())

    test('starts with the seed message', async () => {
      const page = await newestPage(await harness.open({ seedMessage }))
      expect(page.entries).toMatchObject([{ name: 'Guestbook', message: seedMessage }])
      expect(page.total).toBe(1)
      expect(page.position.entries).toBe(page.entries[0]?.id)
    })

    test('starts with it once, even if three open it at the same moment', async () => {
      const opened = await Promise.allSettled(Array.from({ length: 3 }, () => harness.open({ seedMessage })))
      const books = opened.filter((result) => result.status === 'fulfilled').map(({ value }) => value)
      expect(books.length).toBeGreaterThan(0)
      for (const book of books) expect((await newestPage(book)).total).toBe(1)
    })

    test('is not seeded again when it is opened again', async () => {
      const first = await harness.open({ seedMessage })
      const before = await newestPage(first)
      expect(await newestPage(await harness.reopen(first, { seedMessage: 'Something else' }))).toEqual(before)
    })

    test('does not get the seed message back after its removal', async () => {
      const first = await harness.open({ seedMessage })
      const [seed] = (await newestPage(first)).entries
      await removeEntry(first, given(seed).id)
      expect((await newestPage(await harness.reopen(first, { seedMessage }))).total).toBe(0)
    })

    test('starts empty without a seed message, and stays empty', async () => {
      const first = await harness.open({ seedMessage: '' })
      expect((await newestPage(first)).total).toBe(0)
      expect((await newestPage(await harness.reopen(first, { seedMessage }))).total).toBe(0)
    })
  })
}

function newestPage(book: Book): Promise<Page> {
  return book.page({ limit: 10, fromMaster: true })
}
