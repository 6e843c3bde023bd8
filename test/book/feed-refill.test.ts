import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Appended, Book, Page } from '../../server/book/book.ts'
import { Feed } from '../../server/book/feed/feed.ts'
import { openSqliteBook } from '../../server/book/stores/sqlite/sqlite-book.ts'
import { removeEntry } from '../support/remove-entry.ts'
import { appendInTurn, given, ids } from './contract/harness.ts'

/** The largest page that anybody may ask for. */
const PAGE = 100

describe('a feed whose entries are removed', () => {
  let directory: string
  let book: Book
  let feed: Feed
  let added: Appended[]
  /** The pages that the feed asked for, in the order of asking. */
  let asked: number
  /** Passes on the answer to what the feed asked for. */
  let answer: (page: Promise<Page>) => Promise<Page>
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'guestbook-feed-'))
    book = openSqliteBook({ directory, seedMessage: '' })
    asked = 0
    answer = (page) => page
    const page: Book['page'] = (request) => {
      asked += 1
      return answer(book.page(request))
    }
    feed = new Feed({ follow: (signal: AbortSignal) => book.follow(signal), page } as Book)
    added = await appendInTurn(book, 350)
    expect(await feed.waitFor(given(added.at(-1)).position, 5000)).toBe(true)
  })
  afterEach(async () => {
    await feed.close()
    await book.close()
    await rm(directory, { recursive: true })
  })

  /** Removes the newest entries; resolves once the feed knows. */
  async function removeNewest(count: number): Promise<void> {
    for (const { entry } of added.splice(-count)) await removeEntry(book, entry.id)
    await expect.poll(() => feed.state?.total).toBe(added.length)
  }

  const newestIds = (count: number) =>
    added
      .slice(-count)
      .map(({ entry }) => entry.id)
      .toReversed()

  test('reads older ones once it holds no whole page, and not before', async () => {
    await removeNewest(100)
    expect(ids(given(feed.newest(PAGE)).entries)).toEqual(newestIds(PAGE))
    expect(asked).toBe(0)
    await removeNewest(1)
    await expect.poll(() => feed.newest(PAGE)?.entries.length).toBe(PAGE)
    expect(ids(given(feed.newest(PAGE)).entries)).toEqual(newestIds(PAGE))
    expect(asked).toBe(1)
  })

  test('asks once, however many are removed meanwhile, and again when it has too few again', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    answer = async (page) => {
      await released
      return page
    }
    for (let round = 0; round < 3; round++) await removeNewest(round === 0 ? 101 : 1)
    expect(asked).toBe(1)
    release()
    await expect.poll(() => feed.newest(PAGE)?.entries.length).toBe(PAGE)
    expect(ids(given(feed.newest(PAGE)).entries)).toEqual(newestIds(PAGE))
    await removeNewest(101)
    await expect.poll(() => feed.newest(PAGE)?.entries.length).toBe(PAGE)
    expect(asked).toBe(2)
  })

  test('does not mix in the entries of a book that has taken the place of this one', async () => {
    answer = async (page) => {
      const { position, ...rest } = await page
      return { ...rest, position: { ...position, generation: 'another' } }
    }
    await removeNewest(101)
    await expect.poll(() => asked).toBe(1)
    // Until the feed has dealt with the answer, it would not ask again.
    await removeNewest(1)
    await expect.poll(() => asked).toBe(2)
    expect(feed.newest(PAGE)).toBeUndefined()
    expect(feed.state?.entries).toHaveLength(98)
  })
})
