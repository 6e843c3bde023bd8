import { describe, expect, test } from 'vitest'
import { USUAL_FIELDS } from '../../../server/common/entry-fields.ts'
import { compareIds, isId } from '../../../server/common/log-id.ts'
import { startFollower } from './follower.ts'
import { allPages, appendAtOnce, appendInTurn, type BookHarness, ids, positionAfter, useBook } from './harness.ts'

export function appendingContract(makeHarness: () => Promise<BookHarness>): void {
  describe('appending', () => {
    const context = useBook(makeHarness)

    test('returns the entry with an id and the time', async () => {
      const started = Date.now()
      const { entry, replayed } = await context.book.append({ name: 'Ada', message: 'Hello' })
      expect(entry).toMatchObject({ name: 'Ada', message: 'Hello' })
      expect(Object.keys(entry)).toEqual(['id', ...USUAL_FIELDS, 'createdAt'])
      expect(isId(entry.id)).toBe(true)
      expect(entry.createdAt).toBe(new Date(entry.createdAt).toISOString())
      expect(Date.parse(entry.createdAt)).toBeGreaterThanOrEqual(started)
      expect(Date.parse(entry.createdAt)).toBeLessThanOrEqual(Date.now())
      expect(replayed).toBe(false)
    })

    test('later entries have greater ids', async () => {
      const appended = await appendInTurn(context.book, 20)
      const inOrder = appended.map(({ entry }) => entry.id)
      expect(inOrder.toSorted(compareIds)).toEqual(inOrder)
      expect(new Set(inOrder).size).toBe(20)
    })

    test('returns a position that includes the entry', async () => {
      for (let number = 1; number <= 20; number++) {
        const { entry, position } = await context.book.append({ name: '', message: `message ${number}` })
        const page = await context.book.page({ limit: 1, atLeast: position })
        expect(page.entries).toEqual([entry])
        expect(page.total).toBe(number)
        expect((await context.book.find(entry.id, position)).entry).toEqual(entry)
      }
    })

    test('200 entries at once are 200 entries', async () => {
      const appended = await appendAtOnce(context.book, 200)
      const pages = await allPages(context.book, 50, positionAfter(appended))
      const entries = pages.flatMap((page) => page.entries)
      expect(new Set(ids(entries)).size).toBe(200)
      expect(entries.toSorted((a, b) => compareIds(a.id, b.id))).toEqual(
        appended.map(({ entry }) => entry).toSorted((a, b) => compareIds(a.id, b.id)),
      )
      expect(pages[0]?.total).toBe(200)
    })

    test('entries that several processes add at the same time are neither lost nor doubled', async () => {
      const abort = new AbortController()
      const follower = startFollower(context.book, abort.signal)
      try {
        const [own, ...others] = await Promise.all([
          appendInTurn(context.book, 50).then((appended) => appended.map(({ entry }) => entry.id)),
          ...Array.from({ length: 3 }, () => context.harness.appendFromProcess(50)),
        ])
        const added = [own, ...others].flat().toSorted(compareIds)
        expect(new Set(added).size).toBe(200)
        const page = await context.book.page({ limit: 200, fromMaster: true })
        expect({ ids: ids(page.entries).reverse(), total: page.total }).toEqual({ ids: added, total: 200 })
        await follower.reaches(page.position)
        expect(follower.entries()).toEqual(page.entries)
      } finally {
        abort.abort()
      }
    })

    test('the same words twice, without a key, are two entries', async () => {
      const draft = { name: 'Ada', message: 'Hello' }
      const first = await context.book.append(draft)
      const second = await context.book.append(draft)
      expect(second.replayed).toBe(false)
      expect(second.entry.id).not.toBe(first.entry.id)
      expect((await context.book.page({ limit: 10, atLeast: second.position })).total).toBe(2)
    })

    test('a book reports that it takes entries', () => {
      const { lastContact, masterContact, ...health } = context.book.health()
      expect(health).toMatchObject({ writable: true, readable: true, warnings: [] })
      for (const contact of [lastContact, masterContact]) {
        expect(contact).toBeLessThanOrEqual(Date.now())
        expect(contact).toBeGreaterThan(Date.now() - 60_000)
      }
    })

    test('entries are there when the book is opened again', async () => {
      const appended = await appendInTurn(context.book, 3)
      const before = await context.book.page({ limit: 10, atLeast: positionAfter(appended) })
      const again = await context.harness.reopen(context.book)
      expect(await again.page({ limit: 10, atLeast: positionAfter(appended) })).toEqual(before)
      const next = await again.append({ name: '', message: 'one more' })
      expect(compareIds(next.entry.id, before.entries[0]?.id ?? '')).toBeGreaterThan(0)
      expect(next.position.generation).toBe(before.position.generation)
    })
  })
}
