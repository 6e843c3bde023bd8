import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { SPAM_LIMIT } from '../../server/book/moderation.ts'
import { MIGRATIONS, migrate } from '../../server/book/stores/sqlite/migrations/migrations.ts'
import { TrustedAuthors } from '../../server/book/stores/sqlite/tables/trusted-authors.ts'
import { bookWithClock, noon } from './book-with-clock.ts'
import { done, hold, OWNER } from './contract/moderating.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

describe('spam', () => {
  test('is kept for 30 days, and what is older is not found any more', async () => {
    await using context = await bookWithClock()
    const { book, clock, post, rows } = context
    const { entry } = await post('old', { spam: ['links'], author: 'ada' })
    await hold(book, 'waits', { author: 'ada' })
    clock.now += 30 * DAY - 1
    expect(await book.moderation.counts()).toMatchObject({ waiting: 1, spam: 1 })
    clock.now += 1
    expect(await book.moderation.counts()).toMatchObject({ waiting: 1, spam: 0 })
    expect(await book.moderation.held('spam', { limit: 5 })).toEqual({ entries: [], next: null, total: 0 })
    expect(await book.moderation.decide([entry.id], 'publish', OWNER)).toEqual([{ kind: 'unknown' }])
    expect(await book.fatesOf('ada', [entry.id])).toEqual([{ id: entry.id, state: 'gone' }])
    expect(rows('held')).toBe(2)
    await post('new', { spam: ['links'] })
    expect(rows('held')).toBe(2)
  })

  test('is exactly the newest 2,000', async () => {
    await using context = await bookWithClock()
    const { book, post } = context
    const posts = Array.from({ length: SPAM_LIMIT + 3 }, (_, index) => post(`${index}`, { spam: ['links'] }))
    await Promise.all(posts)
    const { entries, total } = await book.moderation.held('spam', { limit: 1 })
    expect({ message: entries[0]?.message, total }).toEqual({ message: '3', total: SPAM_LIMIT })
  })
})

test('a verdict is remembered for 30 days, and verdicts do not pile up', async () => {
  await using context = await bookWithClock()
  const { book, clock, rows } = context
  const ids = await Promise.all(Array.from({ length: 20 }, (_, index) => hold(book, `${index}`)))
  await book.moderation.decide(ids, 'refuse', OWNER)
  clock.now += 30 * DAY - 1
  expect(await book.moderation.decide(ids.slice(0, 1), 'publish', OWNER)).toMatchObject([{ kind: 'already' }])
  clock.now += 1
  expect(await book.moderation.decide(ids.slice(0, 1), 'publish', OWNER)).toEqual([{ kind: 'unknown' }])
  for (let index = 0; index < 5; index++) await book.moderation.decide([await hold(book, 'x')], 'refuse', OWNER)
  expect(rows('decisions')).toBe(5)
})

test('the id of a replaced entry leads to the new one for a day', async () => {
  await using context = await bookWithClock()
  const { book, clock, post } = context
  const { entry } = await post('old', { author: 'ada' })
  const changed = await book.replace(entry.id, { message: 'new' }, { author: 'ada', since: 0 })
  clock.now += DAY - 1
  expect((await book.find(entry.id)).movedTo).toBe(changed.entry.id)
  clock.now += 1
  expect(await book.find(entry.id)).not.toHaveProperty('movedTo')
})

describe('a text counts as repeated', () => {
  test('today and tomorrow, and is forgotten after that', async () => {
    await using context = await bookWithClock()
    const { clock, post, rows } = context
    const repeat = async () => (await post('again', { print: 'p1' })).state
    expect(await repeat()).toBe('published')
    clock.now += DAY
    expect(await repeat()).toBe('waiting')
    clock.now += 2 * DAY
    expect(await repeat()).toBe('published')
    for (let index = 0; index < 20; index++) await post(`${index}`, { print: `other ${index}` })
    clock.now += 2 * DAY
    await post('last', { print: 'last' })
    expect(rows('prints')).toBe(1)
  })
})

test('a busy minute ends', async () => {
  await using context = await bookWithClock()
  const { clock, post } = context
  const state = async () => (await post('a', { holdAbove: 2 })).state
  expect([await state(), await state(), await state()]).toEqual(['published', 'published', 'waiting'])
  clock.now += MINUTE
  expect(await state()).toBe('published')
})

test('what is refused does not make a minute busy', async () => {
  await using context = await bookWithClock()
  const { book, post } = context
  await book.moderation.setGate({ state: 'closed' }, OWNER)
  for (let turn = 0; turn < 5; turn++) await expect(post('a', { holdAbove: 1 })).rejects.toThrow('closed')
  await book.moderation.setGate({ state: 'open' }, OWNER)
  expect(await post('a', { holdAbove: 1 })).toMatchObject({ state: 'published' })
})

test('the gate opens and closes by the clock', async () => {
  await using context = await bookWithClock()
  const { book, clock, post } = context
  await book.moderation.setGate({ state: 'hold', opensAt: noon + 10, closesAt: noon + 20 }, OWNER)
  await expect(post('a', {})).rejects.toMatchObject({ name: 'BookClosed', opensAt: noon + 10 })
  clock.now = noon + 10
  expect(await post('a', {})).toMatchObject({ state: 'waiting' })
  clock.now = noon + 20
  await expect(post('a', {})).rejects.toMatchObject({ name: 'BookClosed', opensAt: undefined })
})

test('ids of held entries keep growing if the clock goes back, and times follow the clock', async () => {
  await using context = await bookWithClock()
  const { book, clock } = context
  const first = await hold(book, 'at noon')
  clock.now -= 10 * MINUTE
  const second = await hold(book, 'before noon')
  expect([first, second]).toEqual([`${noon}-0`, `${noon}-1`])
  const [outcome] = await book.moderation.decide([second], 'publish', OWNER)
  expect((await book.find(done(outcome).entry)).entry?.createdAt).toBe('2026-01-01T11:50:00.000Z')
})

test('the authors who were trusted last are remembered', () => {
  using database = new DatabaseSync(':memory:')
  migrate(database, 0, MIGRATIONS)
  const trusted = new TrustedAuthors(database, 3)
  for (const author of ['a', 'b', 'c', 'a', 'd']) trusted.add(author)
  expect(['a', 'b', 'c', 'd'].filter((author) => trusted.has(author))).toEqual(['a', 'c', 'd'])
})

test('an entry is in one table at a time, and in none once it is removed', async () => {
  await using context = await bookWithClock()
  const { book, post, rows } = context
  const { entry } = await post('once', { author: 'ada' })
  await book.moderation.mark(entry.id, { kind: 'hide' }, OWNER)
  expect([rows('entries'), rows('hidden')]).toEqual([0, 1])
  await book.moderation.remove(entry.id, OWNER)
  expect([rows('entries'), rows('hidden')]).toEqual([0, 0])
})
