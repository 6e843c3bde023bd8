import { getEventListeners } from 'node:events'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Book, SNAPSHOT_SIZE, type Snapshot } from '../../../server/book/book.ts'
import { type Position, reaches } from '../../../server/common/position.ts'
import { eventually } from '../../support/eventually.ts'
import { removeEntry } from '../../support/remove-entry.ts'
import { startFollower } from './follower.ts'
import { appendAtOnce, appendInTurn, type BookHarness, given, ids, positionAfter, useBook } from './harness.ts'

export function followingContract(makeHarness: () => Promise<BookHarness>): void {
  describe('following', () => {
    const context = useBook(makeHarness)
    let abort: AbortController
    beforeEach(() => {
      abort = new AbortController()
    })
    afterEach(() => abort.abort())

    const follow = () => startFollower(context.book, abort.signal)

    test('begins with a snapshot, even of an empty book', async () => {
      const follower = follow()
      await expect.poll(() => follower.received).toHaveLength(1)
      expect(follower.last()).toMatchObject({ kind: 'snapshot', entries: [], changed: [], total: 0 })
    })

    test('continues with every entry and removal, the total and the position', async () => {
      const follower = follow()
      await expect.poll(() => follower.received).toHaveLength(1)
      const appended = await appendInTurn(context.book, 5)
      await follower.reaches(positionAfter(appended))
      expect(follower.last().total).toBe(5)
      const removedAt = given(await removeEntry(context.book, given(appended[1]).entry.id))
      await follower.reaches(removedAt)
      const page = await context.book.page({ limit: 10, fromMaster: true })
      expect(follower.entries()).toEqual(page.entries)
      expect(follower.changed()).toEqual([{ id: removedAt.changes, op: 'remove', entry: given(appended[1]).entry.id }])
      expect(follower.last()).toMatchObject({ kind: 'changes', total: 4, position: page.position })
    })

    test('brings entries oldest first, each once, at positions that only go forward', async () => {
      const follower = follow()
      const appended = [...(await appendInTurn(context.book, 10)), ...(await appendAtOnce(context.book, 100))]
      await follower.reaches(positionAfter(appended))
      const [snapshot, ...changes] = follower.received
      const added = changes.flatMap((part) => (part.kind === 'changes' ? ids(part.added) : []))
      const page = await context.book.page({ limit: 200, fromMaster: true })
      const seenAtOnce = snapshot?.kind === 'snapshot' ? ids(snapshot.entries) : []
      expect([...seenAtOnce.toReversed(), ...added]).toEqual(ids(page.entries).reverse())
      for (const [index, part] of changes.entries()) {
        expect(part.kind).toBe('changes')
        expect(reaches(part.position, given(follower.received[index]).position)).toBe(true)
      }
    })

    test('neither loses nor doubles entries that are written during the snapshot', async () => {
      for (let round = 0; round < 5; round++) {
        const writing = appendAtOnce(context.book, 40)
        const leaving = new AbortController()
        const follower = startFollower(context.book, leaving.signal)
        await follower.reaches(positionAfter(await writing))
        const page = await context.book.page({ limit: 200, fromMaster: true })
        expect(ids(follower.entries())).toEqual(ids(page.entries))
        expect(follower.last().total).toBe(40 * (round + 1))
        leaving.abort()
        await follower.ended
      }
    })

    test('tells every follower', async () => {
      const followers = [follow(), follow(), follow()]
      const appended = await appendInTurn(context.book, 3)
      for (const follower of followers) await follower.reaches(positionAfter(appended))
      const late = follow()
      await late.reaches(positionAfter(appended))
      const page = await context.book.page({ limit: 10, fromMaster: true })
      for (const follower of [...followers, late]) expect(follower.entries()).toEqual(page.entries)
    })

    test('the snapshot holds the newest entries and removals only', async () => {
      const appended = await appendAtOnce(context.book, 2 * SNAPSHOT_SIZE + 10)
      const newest = appended.map(({ entry }) => entry)
      const gone = newest.splice(0, SNAPSHOT_SIZE + 5)
      const removedAt: Position[] = []
      for (const { id } of gone) removedAt.push(given(await removeEntry(context.book, id)))
      const page = await context.book.page({ limit: SNAPSHOT_SIZE, fromMaster: true })

      const snapshot = await snapshotAt(context.book, page.position)
      expect(snapshot.total).toBe(newest.length)
      expect(snapshot.entries).toEqual(page.entries)
      expect(snapshot.entries).toHaveLength(SNAPSHOT_SIZE)
      const changed = gone.map(({ id }, index) => ({ id: removedAt[index]?.changes, op: 'remove', entry: id }))
      expect(snapshot.changed).toEqual(changed.slice(-SNAPSHOT_SIZE))
    })

    test('a removal is told even if the entry is older than the snapshot', async () => {
      const appended = await appendInTurn(context.book, SNAPSHOT_SIZE + 1)
      const oldest = given(appended[0]).entry.id
      const follower = follow()
      await follower.reaches(positionAfter(appended))
      const removedAt = given(await removeEntry(context.book, oldest))
      await follower.reaches(removedAt)
      expect(follower.changed()).toEqual([{ id: removedAt.changes, op: 'remove', entry: oldest }])
      expect(follower.last().total).toBe(SNAPSHOT_SIZE)
    })

    test('ends with the signal and leaves nothing behind on it', async () => {
      const followers = [follow(), follow()]
      for (const follower of followers) await expect.poll(() => follower.received).toHaveLength(1)
      abort.abort()
      for (const follower of followers) await expect(follower.ended).resolves.toBeUndefined()
      expect(getEventListeners(abort.signal, 'abort')).toEqual([])
    })

    test('says nothing if the signal is already aborted', async () => {
      const follower = startFollower(context.book, AbortSignal.abort())
      await expect(follower.ended).resolves.toBeUndefined()
      expect(follower.received).toEqual([])
    })

    test('a follower that stops leaves nothing behind, and the others continue', async () => {
      const staying = follow()
      const leaving = new AbortController()
      for await (const part of context.book.follow(leaving.signal)) {
        expect(part.kind).toBe('snapshot')
        break
      }
      expect(getEventListeners(leaving.signal, 'abort')).toEqual([])
      const appended = await appendInTurn(context.book, 2)
      await staying.reaches(positionAfter(appended))
    })
  })
}

/** A snapshot at a position or later: a replica may need a moment to get there. */
function snapshotAt(book: Book, position: Position): Promise<Snapshot> {
  return eventually('a snapshot that is not behind', async () => {
    const abort = new AbortController()
    try {
      for await (const part of book.follow(abort.signal)) {
        if (part.kind === 'snapshot' && reaches(part.position, position)) return part
        break
      }
    } finally {
      abort.abort()
    }
    throw new Error('it is behind')
  })
}
