import { expect, test } from 'vitest'
import type { Appended, Book } from '../../server/book/book.ts'
import { BookLimitReached, KeyReused, MaybeWritten, NotWritten, TooManyPosts } from '../../server/book/errors.ts'
import type { Reader } from '../../server/book/reader/reader.ts'
import type { Position } from '../../server/common/position.ts'
import { createAddEntry, UnfitDraft } from '../../server/signing/add-entry.ts'
import { PostLimits } from '../../server/signing/post-limits.ts'

const ADDRESS = '192.0.2.1'
const AUTHOR = 'a hash of their secret'
const KEY = { value: 'a key of its own', lifetime: 600_000 }
const DRAFT = { name: ' Ada ', message: 'Hello' }

/** The way into a book that answers each entry as the test says. */
function addEntryTo(answer: () => Promise<Appended>) {
  const drafts: unknown[] = []
  const written: Position[] = []
  const limits = new PostLimits({ perMinute: 2, perDay: 10 })
  const append: Book['append'] = (draft) => {
    drafts.push(draft)
    return answer()
  }
  const addEntry = createAddEntry({
    book: { append } as Book,
    feed: { state: undefined },
    holdAbove: 0,
    reader: { noteWritten: (position: Position) => void written.push(position) } as unknown as Reader,
    limits,
    countWrite: (write) => write,
  })
  return { addEntry, drafts, written, limits }
}

test('what was added here is missed by no reader from then on', async () => {
  const position = { generation: 'g', entries: '5-0', changes: '0-0' }
  const entry = { id: '5-0', name: 'Ada', message: 'Hello', createdAt: '2026-01-01T00:00:00.000Z' }
  const { addEntry, drafts, written } = addEntryTo(async () => ({
    state: 'published' as const,
    entry,
    replayed: false,
    position,
  }))
  expect((await addEntry(DRAFT, { address: ADDRESS, author: AUTHOR })).entry).toBe(entry)
  expect(written).toEqual([position])
  expect(drafts).toEqual([{ name: 'Ada', message: 'Hello' }])
})

test('what does not fit is not handed to the book', async () => {
  const { addEntry, drafts } = addEntryTo(() => Promise.reject(new Error('not to be asked')))
  await expect(addEntry({ name: '', message: ' ' }, { address: ADDRESS, author: AUTHOR })).rejects.toThrow(UnfitDraft)
  expect(drafts).toEqual([])
})

test.each([
  ['all posts of the day', new BookLimitReached(30_000), '192.0.2.2'],
  ['the posts of a network', new TooManyPosts(30_000, ADDRESS), ADDRESS],
])('a book that has refused %s is not asked again', async (_what, refusal, address) => {
  const { addEntry, limits, written } = addEntryTo(() => Promise.reject(refusal))
  expect(() => limits.check(address, false)).not.toThrow()
  await expect(addEntry(DRAFT, { address: ADDRESS, author: AUTHOR })).rejects.toBe(refusal)
  expect(() => limits.check(address, false)).toThrow(refusal.name === 'TooManyPosts' ? TooManyPosts : BookLimitReached)
  expect(written).toEqual([])
})

test.each([new NotWritten('away'), new MaybeWritten('late'), new KeyReused('another')])(
  'a failure that is no refusal of too many is nobody’s fault later on: $name',
  async (failure) => {
    const { addEntry, limits } = addEntryTo(() => Promise.reject(failure))
    await expect(addEntry(DRAFT, { address: ADDRESS, author: AUTHOR, keysOf: () => ({ key: KEY }) })).rejects.toBe(
      failure,
    )
    expect(() => limits.check(ADDRESS, false)).not.toThrow()
  },
)

test('an entry that may have been written is sent again safely only under a key', async () => {
  const cause = new Error('the connection was lost')
  const { addEntry } = addEntryTo(() => Promise.reject(new MaybeWritten('late', { cause })))
  await expect(
    addEntry(DRAFT, { address: ADDRESS, author: AUTHOR, keysOf: () => ({ key: KEY }) }),
  ).rejects.toMatchObject({
    isRepeatable: true,
  })
  await expect(addEntry(DRAFT, { address: ADDRESS, author: AUTHOR })).rejects.toMatchObject({
    isRepeatable: false,
    cause,
  })
})
