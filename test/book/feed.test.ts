import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Book } from '../../server/book/book.ts'
import { Feed } from '../../server/book/feed/feed.ts'
import { openSqliteBook } from '../../server/book/stores/sqlite/sqlite-book.ts'
import { removeEntry } from '../support/remove-entry.ts'
import { appendInTurn, given, ids } from './contract/harness.ts'

describe('Feed', () => {
  let directory: string
  let book: Book
  let feed: Feed
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'guestbook-feed-'))
    book = openSqliteBook({ directory, seedMessage: '' })
    feed = new Feed(book)
  })
  afterEach(async () => {
    await feed.close()
    await book.close()
    await rm(directory, { recursive: true })
  })

  test('knows nothing before the first read of the book', async () => {
    const begun = new Feed(book)
    expect(begun.newest(20)).toBeUndefined()
    expect(begun.since({ generation: 'g', entries: '0-0', changes: '0-0' })).toBeUndefined()
    await begun.close()
  })

  test('has the newest page in memory, and the start of the next one', async () => {
    const added = await appendInTurn(book, 30)
    const { position } = given(added.at(-1))
    expect(await feed.waitFor(position, 1000)).toBe(true)
    const page = given(feed.newest(20))
    expect(ids(page.entries)).toEqual(
      added
        .map(({ entry }) => entry.id)
        .toReversed()
        .slice(0, 20),
    )
    expect(page).toMatchObject({ next: page.entries.at(-1)?.id, total: 30, position })
    expect(feed.newest(30)).toMatchObject({ next: null })
    expect(feed.newest(100)?.entries).toHaveLength(30)
  })

  test('reports that it does not reach a position in time', async () => {
    const [added] = await appendInTurn(book, 1)
    const future = { ...given(added).position, entries: '99999999999999-0' }
    expect(await feed.waitFor(future, 20)).toBe(false)
  })

  test('tells a returning reader what they missed, unless it is more than it remembers', async () => {
    const added = await appendInTurn(book, 205)
    await removeEntry(book, given(added[204]).entry.id)
    const removed = await removeEntry(book, given(added[100]).entry.id)
    await feed.waitFor({ ...given(added.at(-1)).position, changes: given(removed).changes }, 1000)
    const missed = given(feed.since(given(added[199]).position))
    expect(ids(missed.added)).toEqual([200, 201, 202, 203].map((index) => given(added[index]).entry.id))
    expect(missed.changed.map(({ entry }) => entry)).toEqual([given(added[204]).entry.id, given(added[100]).entry.id])
    expect(feed.since(given(added[0]).position)).toBeUndefined()
    expect(feed.since({ ...given(added[204]).position, generation: 'another' })).toBeUndefined()
  })

  test('fetches older entries after many removals, so that a page is still full', async () => {
    const added = await appendInTurn(book, 350)
    await feed.waitFor(given(added.at(-1)).position, 1000)
    for (const { entry } of added.slice(-190)) await removeEntry(book, entry.id)
    await expect.poll(() => feed.newest(100)?.entries.length).toBe(100)
    const expected = added.slice(0, 160).map(({ entry }) => entry.id)
    expect(ids(given(feed.newest(100)).entries)).toEqual(expected.toReversed().slice(0, 100))
    expect(feed.newest(100)?.total).toBe(160)
  })

  test('a book without any entries left has an empty page', async () => {
    const added = await appendInTurn(book, 3)
    for (const { entry } of added) await removeEntry(book, entry.id)
    await expect.poll(() => feed.newest(20)?.total).toBe(0)
    expect(feed.newest(20)).toMatchObject({ entries: [], next: null })
  })
})
