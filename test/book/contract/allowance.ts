import { describe, expect, test } from 'vitest'
import { type Appended, type Book, TooManyPosts } from '../../../server/book/book.ts'
import { type BookHarness, positionAfter, useBook } from './harness.ts'

const allowance = { client: '192.0.2.7', perMinute: 3 }

export function allowanceContract(makeHarness: () => Promise<BookHarness>): void {
  describe('an allowance', () => {
    const context = useBook(makeHarness)

    test('is used up post by post; then the answer says how long to wait', async () => {
      const appended = await use(context.book, 3)
      const refusal = await context.book.append({ name: '', message: 'refused' }, { allowance }).catch((error) => error)
      expect(refusal).toBeInstanceOf(TooManyPosts)
      expect(refusal.retryAfterSeconds).toBeGreaterThanOrEqual(1)
      expect(refusal.retryAfterSeconds).toBeLessThanOrEqual(60)
      expect(Number.isInteger(refusal.retryAfterSeconds)).toBe(true)
      expect((await context.book.page({ limit: 10, atLeast: positionAfter(appended) })).total).toBe(3)
    })

    test('holds for posts at the same moment', async () => {
      const settled = await Promise.allSettled(
        Array.from({ length: 20 }, (_, index) => context.book.append({ name: '', message: `${index}` }, { allowance })),
      )
      const appended = settled.filter((result) => result.status === 'fulfilled').map(({ value }) => value)
      expect(appended).toHaveLength(3)
      for (const result of settled) {
        if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(TooManyPosts)
      }
      expect((await context.book.page({ limit: 20, atLeast: positionAfter(appended) })).total).toBe(3)
    })

    test('is each client’s own', async () => {
      await use(context.book, 3)
      const other = { ...allowance, client: '192.0.2.8' }
      await expect(context.book.append({ name: '', message: 'other' }, { allowance: other })).resolves.toBeDefined()
      await expect(context.book.append({ name: '', message: 'refused' }, { allowance })).rejects.toThrow(TooManyPosts)
    })

    test('is not used by a replay, which is answered even when nothing is left', async () => {
      const draft = { name: '', message: 'once' }
      const key = { value: 'once', lifetime: 600_000 }
      await context.book.append(draft, { allowance, key })
      for (let turn = 0; turn < 5; turn++) {
        expect((await context.book.append(draft, { allowance, key })).replayed).toBe(true)
      }
      await use(context.book, 2)
      await expect(context.book.append({ name: '', message: 'refused' }, { allowance })).rejects.toThrow(TooManyPosts)
      expect((await context.book.append(draft, { allowance, key })).replayed).toBe(true)
    })

    test('does not remember the key of a refused post', async () => {
      await use(context.book, 3)
      const draft = { name: '', message: 'later' }
      const key = { value: 'later', lifetime: 600_000 }
      await expect(context.book.append(draft, { allowance, key })).rejects.toThrow(TooManyPosts)
      expect((await context.book.append(draft, { key })).replayed).toBe(false)
    })

    test('binds only where it is given', async () => {
      await use(context.book, 3)
      await expect(context.book.append({ name: '', message: 'free' })).resolves.toBeDefined()
    })
  })
}

async function use(book: Book, posts: number): Promise<Appended[]> {
  const appended: Appended[] = []
  for (let post = 1; post <= posts; post++) {
    appended.push(await book.append({ name: '', message: `post ${post}` }, { allowance }))
  }
  return appended
}
