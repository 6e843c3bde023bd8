import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import type { Book } from '../../server/book/book.ts'
import { TooManyPosts } from '../../server/book/errors.ts'
import { newId, splitId } from '../../server/book/stores/sqlite/tables/ids.ts'
import { bookWithClock, noon } from './book-with-clock.ts'

const MINUTE = 60_000

describe('ids', () => {
  test.each([
    ['0-0', 5, '5-0'],
    ['5-0', 6, '6-0'],
    ['5-7', 5, '5-8'],
    ['5-7', 4, '5-8'],
    ['0-0', 0, '0-1'],
  ])('after %s, at %i, comes %s', (last, now, expected) => {
    expect(newId(last, now)).toBe(expected)
  })

  test('greater than a number can hold count as the greatest one', () => {
    expect(splitId('18446744073709551615-3')).toEqual({ time: Number.MAX_SAFE_INTEGER, sequence: 3 })
    expect(() => splitId('7')).toThrow('expected an ID like 1700000000000-0, got 7')
  })

  test('keep growing if the clock goes back, while times follow the clock', async () => {
    await using context = await bookWithClock()
    const { book, clock } = context
    const first = await book.append({ name: '', message: 'at noon' })
    clock.now = noon - 10 * MINUTE
    const second = await book.append({ name: '', message: 'before noon' })
    clock.now = noon + 1
    const third = await book.append({ name: '', message: 'after noon' })
    expect([first, second, third].map(({ entry }) => entry.id)).toEqual([`${noon}-0`, `${noon}-1`, `${noon + 1}-0`])
    expect(second.entry.createdAt).toBe('2026-01-01T11:50:00.000Z')
    expect((await book.page({ limit: 3 })).entries).toEqual([third.entry, second.entry, first.entry])
  })
})

describe('idempotency keys', () => {
  const draft = { name: 'Ada', message: 'Hello' }
  const key = { value: 'k', lifetime: 10 * MINUTE }

  test('are kept for their lifetime after the last use, and not longer', async () => {
    await using context = await bookWithClock()
    const { book, clock } = context
    const replayed = async () => (await book.append(draft, { key })).replayed
    expect(await replayed()).toBe(false)
    clock.now += 9 * MINUTE
    expect(await replayed()).toBe(true)
    clock.now += 9 * MINUTE
    expect(await replayed()).toBe(true)
    clock.now += 10 * MINUTE
    expect(await replayed()).toBe(false)
    expect(await replayed()).toBe(true)
  })

  test('may be used for another draft after they are forgotten', async () => {
    await using context = await bookWithClock()
    const { book, clock } = context
    await book.append(draft, { key })
    clock.now += 10 * MINUTE
    expect((await book.append({ ...draft, message: 'Goodbye' }, { key })).replayed).toBe(false)
  })

  test('do not pile up', async () => {
    await using context = await bookWithClock()
    const { book, clock, file } = context
    const add = (value: string) => book.append(draft, { key: { ...key, value } })
    for (let number = 0; number < 100; number++) await add(`old ${number}`)
    clock.now += 10 * MINUTE
    for (let number = 0; number < 30; number++) await add(`new ${number}`)
    using reader = new DatabaseSync(file, { readOnly: true })
    expect(reader.prepare('SELECT count(*) AS keys FROM keys').get()).toEqual({ keys: 30 })
  })
})

describe('an allowance', () => {
  const allowances = [{ network: '192.0.2.7', perMinute: 2 }]
  const post = (book: Book) => book.append({ name: '', message: 'Hello' }, { allowances })

  test('is renewed a minute after the first post', async () => {
    await using context = await bookWithClock()
    const { book, clock } = context
    await post(book)
    clock.now += 20_000
    await post(book)
    await expect(post(book)).rejects.toMatchObject({ name: 'TooManyPosts', retryAfterSeconds: 40 })
    clock.now += 39_999
    await expect(post(book)).rejects.toMatchObject({ retryAfterSeconds: 1 })
    clock.now += 1
    await post(book)
    await post(book)
    await expect(post(book)).rejects.toMatchObject({ retryAfterSeconds: 60 })
  })

  test('is not withheld for an hour if the clock is set back by an hour', async () => {
    await using context = await bookWithClock()
    const { book, clock } = context
    await post(book)
    await post(book)
    clock.now -= 60 * MINUTE
    await post(book)
    await post(book)
    await expect(post(book)).rejects.toThrow(TooManyPosts)
  })

  test('of zero lets nobody post', async () => {
    await using context = await bookWithClock()
    const none = [{ network: '192.0.2.7', perMinute: 0 }]
    await expect(context.book.append({ name: '', message: 'a' }, { allowances: none })).rejects.toMatchObject({
      retryAfterSeconds: 60,
    })
  })
})

describe('a limit for the whole book', () => {
  const post = (book: Book) => book.append({ name: '', message: 'Hello' }, { perDay: 2 })

  test('is reset at midnight UTC', async () => {
    await using context = await bookWithClock()
    const { book, clock } = context
    await post(book)
    await post(book)
    await expect(post(book)).rejects.toMatchObject({ name: 'BookLimitReached', retryAfterSeconds: 12 * 60 * 60 })
    clock.now += 12 * 60 * MINUTE - 1
    await expect(post(book)).rejects.toMatchObject({ retryAfterSeconds: 1 })
    clock.now += 1
    await post(book)
    await post(book)
    await expect(post(book)).rejects.toMatchObject({ retryAfterSeconds: 24 * 60 * 60 })
  })

  test('does not count entries that a wrong clock has put into the future', async () => {
    await using context = await bookWithClock()
    const { book, clock } = context
    clock.now += 10 * 24 * 60 * MINUTE
    await post(book)
    await post(book)
    clock.now = noon
    await post(book)
  })
})

test('a second key is forgotten after its lifetime, no matter how often it is used', async () => {
  await using context = await bookWithClock()
  const { book, clock } = context
  const draft = { name: 'Ada', message: 'Hello' }
  const post = async (value: string) => {
    const key = { value, lifetime: 10 * MINUTE }
    return (await book.append(draft, { key, alias: { value: 'the same browser', lifetime: MINUTE / 2 } })).replayed
  }
  expect(await post('first')).toBe(false)
  clock.now += 20_000
  expect(await post('second')).toBe(true)
  clock.now += 20_000
  expect(await post('third')).toBe(false)
  expect([await post('first'), await post('second')]).toEqual([true, true])
})
