import { describe, expect, test } from 'vitest'
import { type Appended, type AppendOptions, type Book, LENIENCE } from '../../../server/book/book.ts'
import { BookLimitReached, TooManyPosts } from '../../../server/book/errors.ts'
import { type BookHarness, positionAfter, useBook } from './harness.ts'

const network = '192.0.2.7'
const allowances = [{ network, perMinute: 3 }]

export function allowanceContract(makeHarness: () => Promise<BookHarness>): void {
  describe('an allowance', () => {
    const context = useBook(makeHarness)
    const book = () => context.book

    test('is used up by posts, and then the answer says how long to wait', async () => {
      const appended = await use(context.book, 3)
      const refusal = await context.book
        .append({ name: '', message: 'refused' }, { allowances })
        .catch((error) => error)
      expect(refusal).toBeInstanceOf(TooManyPosts)
      expect(refusal.network).toBe(network)
      expect(refusal.retryAfterSeconds).toBeGreaterThanOrEqual(1)
      expect(refusal.retryAfterSeconds).toBeLessThanOrEqual(60)
      expect(Number.isInteger(refusal.retryAfterSeconds)).toBe(true)
      expect((await context.book.page({ limit: 10, atLeast: positionAfter(appended) })).total).toBe(3)
    })

    test('holds for posts at the same moment', async () => {
      const settled = await Promise.allSettled(
        Array.from({ length: 20 }, (_, index) =>
          context.book.append({ name: '', message: `${index}` }, { allowances }),
        ),
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
      const other = [{ network: '192.0.2.8', perMinute: 3 }]
      await expect(context.book.append({ name: '', message: 'other' }, { allowances: other })).resolves.toBeDefined()
      await expect(context.book.append({ name: '', message: 'refused' }, { allowances })).rejects.toThrow(TooManyPosts)
    })

    test('is not used by a replay, which is answered even if nothing is left', async () => {
      const draft = { name: '', message: 'once' }
      const key = { value: 'once', lifetime: 600_000 }
      await context.book.append(draft, { allowances, key })
      for (let turn = 0; turn < 5; turn++) {
        expect((await context.book.append(draft, { allowances, key })).replayed).toBe(true)
      }
      await use(context.book, 2)
      await expect(context.book.append({ name: '', message: 'refused' }, { allowances })).rejects.toThrow(TooManyPosts)
      expect((await context.book.append(draft, { allowances, key })).replayed).toBe(true)
    })

    test('does not remember the key of a rejected post', async () => {
      await use(context.book, 3)
      const draft = { name: '', message: 'later' }
      const key = { value: 'later', lifetime: 600_000 }
      await expect(context.book.append(draft, { allowances, key })).rejects.toThrow(TooManyPosts)
      expect((await context.book.append(draft, { key })).replayed).toBe(false)
    })

    test('has room for a limited number of replays, apart from its entries', async () => {
      const draft = { name: '', message: 'again and again' }
      const key = { value: 'again and again', lifetime: 600_000 }
      const append = () => book().append(draft, { allowances, key })
      await append()
      const replays = await Promise.all(Array.from({ length: 3 * LENIENCE }, append))
      expect(replays.every(({ replayed }) => replayed)).toBe(true)
      const refusal = await append().catch((error) => error)
      expect(refusal).toBeInstanceOf(TooManyPosts)
      expect(refusal.network).toBeUndefined()
      await expect(use(book(), 2)).resolves.toHaveLength(2)
    })

    test('of a network and of the network around it: both must have room, and a rejection uses neither', async () => {
      const around = { network: '2001:db8:1::/48', perMinute: 3 }
      const from = (own: string) => [{ network: own, perMinute: 2 }, around]
      const post = (own: string) => book().append({ name: '', message: own }, { allowances: from(own) })
      await post('a')
      await post('a')
      await expect(post('a')).rejects.toMatchObject({ name: 'TooManyPosts', network: 'a' })
      await post('b')
      await expect(post('b')).rejects.toMatchObject({ network: around.network })
      await expect(post('c')).rejects.toMatchObject({ network: around.network })
      await expect(
        book().append({ name: '', message: 'c' }, { allowances: from('c').slice(0, 1) }),
      ).resolves.toBeDefined()
    })

    test('of 20 networks at the same moment is each one’s own', async () => {
      const posts = Array.from({ length: 60 }, (_, index) => ({ network: `network ${index % 20}`, perMinute: 2 }))
      const settled = await Promise.allSettled(
        posts.map((one) => book().append({ name: '', message: one.network }, { allowances: [one] })),
      )
      expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(40)
    })

    test('applies only if it is given', async () => {
      await use(context.book, 3)
      await expect(context.book.append({ name: '', message: 'free' })).resolves.toBeDefined()
    })
  })
}

export function bookLimitContract(makeHarness: () => Promise<BookHarness>): void {
  describe('a limit for the whole book', () => {
    const context = useBook(makeHarness)
    const post = (message: string, options: AppendOptions = {}) =>
      context.book.append({ name: '', message }, { perDay: 3, ...options })

    test('holds for all clients together, and the answer says how long to wait', async () => {
      const appended: Appended[] = []
      for (const client of ['a', 'b', 'c']) {
        appended.push(await post(client, { allowances: [{ network: client, perMinute: 3 }] }))
      }
      const refusal = await post('one more').catch((error) => error)
      expect(refusal).toBeInstanceOf(BookLimitReached)
      expect(Number.isInteger(refusal.retryAfterSeconds)).toBe(true)
      expect(refusal.retryAfterSeconds).toBeGreaterThanOrEqual(1)
      expect(refusal.retryAfterSeconds).toBeLessThanOrEqual(24 * 60 * 60)
      expect((await context.book.page({ limit: 10, atLeast: positionAfter(appended) })).total).toBe(3)
    })

    test('holds for posts at the same moment', async () => {
      const settled = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => post(`${index}`)))
      expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
      for (const result of settled) {
        if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(BookLimitReached)
      }
    })

    test.each([
      ['which does not count the seed', 'Hello World!'],
      ['which counts the first entry of a book without a seed', ''],
    ])('is remembered when the book is opened again, %s', async (_what, seedMessage) => {
      const harness = await makeHarness()
      try {
        const book = await harness.open({ seedMessage })
        for (const message of ['one', 'two', 'three']) await book.append({ name: '', message }, { perDay: 3 })
        const again = await harness.reopen(book)
        await expect(again.append({ name: '', message: 'four' }, { perDay: 3 })).rejects.toThrow(BookLimitReached)
        await expect(again.append({ name: '', message: 'four' }, { perDay: 4 })).resolves.toBeDefined()
      } finally {
        await harness.close()
      }
    })

    test('and a client’s own allowance are not used if the other one rejects a post', async () => {
      const allowances = [{ network: 'a', perMinute: 1 }]
      await post('one', { allowances })
      for (let turn = 0; turn < 5; turn++) await expect(post('no', { allowances })).rejects.toThrow(TooManyPosts)
      await post('two')
      await post('three')
      const others = [{ network: 'b', perMinute: 1 }]
      await expect(post('no', { allowances: others })).rejects.toThrow(BookLimitReached)
      await expect(post('four', { allowances: others, perDay: 4 })).resolves.toBeDefined()
    })

    test('does not stop a replay', async () => {
      const key = { value: 'a key of one’s own', lifetime: 600_000 }
      for (const message of ['one', 'two']) await post(message)
      await post('once', { key })
      expect((await post('once', { key })).replayed).toBe(true)
    })

    test('of 0 means no limit', async () => {
      await Promise.all(Array.from({ length: 10 }, (_, index) => post(`${index}`, { perDay: 0 })))
      expect((await context.book.page({ limit: 20, fromMaster: true })).total).toBe(10)
    })
  })
}

async function use(book: Book, posts: number): Promise<Appended[]> {
  const appended: Appended[] = []
  for (let post = 1; post <= posts; post++) {
    appended.push(await book.append({ name: '', message: `post ${post}` }, { allowances }))
  }
  return appended
}
