import { describe, expect, test } from 'vitest'
import { SIGNATURE } from '../../support/entry.ts'
import { startFollower } from './follower.ts'
import { type BookHarness, useBook } from './harness.ts'

const DRAFT = { name: 'Ada', message: 'Hello', extra: '北京 🏮', signature: SIGNATURE }
const AUTHOR = 'the hash of an author'

/** What few entries have: the answer to the owner's own question, and a signature drawn by hand. */
export function rareFieldsContract(makeHarness: () => Promise<BookHarness>): void {
  describe('rare fields', () => {
    const context = useBook(makeHarness)

    test('are kept, and read in every way', async () => {
      const { book } = context
      const abort = new AbortController()
      const follower = startFollower(book, abort.signal)
      try {
        const { entry, position } = await book.append(DRAFT)
        expect(entry).toMatchObject(DRAFT)
        expect((await book.page({ limit: 1, atLeast: position })).entries).toEqual([entry])
        expect((await book.find(entry.id, position)).entry).toEqual(entry)
        expect((await book.moderation.kept({ limit: 1 })).entries).toMatchObject([DRAFT])
        await follower.reaches(position)
        expect(follower.entries()).toEqual([entry])
      } finally {
        abort.abort()
      }
    })

    test.each([
      ['extra', { name: '', message: 'Hello', extra: 'Oslo' }],
      ['signature', { name: '', message: 'Hello', signature: SIGNATURE }],
    ])('are absent where there are none (only %s)', async (_, draft) => {
      const { entry, position } = await context.book.append(draft)
      const [read] = (await context.book.page({ limit: 1, atLeast: position })).entries
      expect(read).toEqual(entry)
      expect(Object.keys(read ?? {}).sort()).toEqual(['createdAt', 'id', ...Object.keys(draft)].sort())
    })

    test('are part of what a key stands for', async () => {
      const { book } = context
      const options = { key: { value: 'a key of one post', lifetime: 60_000 } }
      const { entry } = await book.append(DRAFT, options)
      expect(await book.append(DRAFT, options)).toMatchObject({ entry, replayed: true })
      await expect(book.append({ ...DRAFT, extra: 'Oslo' }, options)).rejects.toThrow()
      await expect(book.append({ name: 'Ada', message: 'Hello' }, options)).rejects.toThrow()
    })

    test('wait with their entry, and are published with it', async () => {
      const { book } = context
      const { entry: held } = await book.append(DRAFT, { screening: { hold: ['words'], author: AUTHOR } })
      expect((await book.moderation.held('waiting', { limit: 1 })).entries).toMatchObject([{ id: held.id, ...DRAFT }])
      expect(await book.fatesOf(AUTHOR, [held.id])).toMatchObject([{ state: 'waiting', entry: DRAFT }])
      const [outcome] = await book.moderation.decide([held.id], 'publish', 'Ada')
      expect(outcome).toMatchObject({ kind: 'done' })
      const [published] = (await book.page({ limit: 1, fromMaster: true })).entries
      expect(published).toMatchObject(DRAFT)
    })

    test('are hidden with their entry, and shown again', async () => {
      const { book } = context
      const { entry } = await book.append(DRAFT)
      await book.moderation.mark(entry.id, { kind: 'hide' }, 'Ada')
      expect(await book.moderation.hidden()).toMatchObject([DRAFT])
      expect((await book.page({ limit: 1, fromMaster: true })).entries).toEqual([])
      await book.moderation.mark(entry.id, { kind: 'show' }, 'Ada')
      expect((await book.page({ limit: 1, fromMaster: true })).entries).toMatchObject([DRAFT])
    })

    test('are replaced with their entry: what is left out is gone', async () => {
      const { book } = context
      const { entry } = await book.append(DRAFT, { screening: { author: AUTHOR } })
      const own = { author: AUTHOR, since: 0 }
      const { entry: other } = await book.replace(entry.id, { ...DRAFT, extra: 'Oslo' }, own)
      expect(other).toMatchObject({ ...DRAFT, extra: 'Oslo', edited: true })
      const { entry: bare, position } = await book.replace(other.id, { name: 'Ada', message: 'Hello' }, own)
      const [read] = (await book.page({ limit: 1, atLeast: position })).entries
      expect(read).toEqual(bare)
      expect(read).not.toHaveProperty('signature')
      expect(read).not.toHaveProperty('extra')
    })
  })
}
