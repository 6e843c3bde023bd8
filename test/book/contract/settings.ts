import { describe, expect, test } from 'vitest'
import { startFollower } from './follower.ts'
import { type BookHarness, useBook } from './harness.ts'
import { OWNER } from './moderating.ts'

export function settingsContract(makeHarness: () => Promise<BookHarness>): void {
  describe('settings', () => {
    const context = useBook(makeHarness)
    const set = (settings: Record<string, string | undefined>) => context.book.moderation.setSettings(settings, OWNER)

    test('reach every follower as they are now, from one that has just started to one that follows', async () => {
      const beside = await context.harness.openAlongside()
      const abort = new AbortController()
      const early = [context.book, beside].map((book) => startFollower(book, abort.signal))
      for (const follower of early) await expect.poll(() => follower.received).toHaveLength(1)
      for (const follower of early) expect(follower.last().settings).toEqual({})
      const steps = [
        [
          { ownerName: 'Anna', words: 'casino\n=bet' },
          { ownerName: 'Anna', words: 'casino\n=bet' },
        ],
        [{ changeWindow: '0' }, { ownerName: 'Anna', words: 'casino\n=bet', changeWindow: '0' }],
        [
          { words: undefined, ownerName: '李雷 👩‍👩‍👧 "\'' },
          { ownerName: '李雷 👩‍👩‍👧 "\'', changeWindow: '0' },
        ],
        [{ ownerName: undefined, changeWindow: undefined, never: undefined }, {}],
      ] as const
      for (const [change, expected] of steps) {
        const position = await set(change)
        const late = startFollower(context.book, abort.signal)
        for (const follower of [...early, late]) {
          await follower.reaches(position)
          expect(follower.received.findLast(({ settings }) => settings)?.settings).toEqual(expected)
        }
      }
      for (const follower of early) {
        for (const change of follower.changed()) expect(change).toEqual({ id: change.id, op: 'settings' })
      }
      abort.abort()
      for (const { ended } of early) await ended
    })

    test('are read from the master, with the gate', async () => {
      const beside = await context.harness.openAlongside()
      expect(await beside.moderation.rules()).toEqual({ gate: { state: 'open' }, settings: {} })
      const gate = { state: 'first', opensAt: 1000, closesAt: 2000 } as const
      await context.book.moderation.setGate(gate, OWNER)
      await set({ 'title.zh-Hans': '留言簿', words: undefined })
      expect(await beside.moderation.rules()).toEqual({ gate, settings: { 'title.zh-Hans': '留言簿' } })
    })

    test('are kept when the book is opened again', async () => {
      await set({ ownerName: 'Anna', empty: '' })
      const book = await context.harness.reopen(context.book)
      const abort = new AbortController()
      const follower = startFollower(book, abort.signal)
      await expect.poll(() => follower.received.at(-1)?.settings).toEqual({ ownerName: 'Anna', empty: '' })
      abort.abort()
      await follower.ended
    })
  })

  describe('the secret of a book', () => {
    const context = useBook(makeHarness)

    test('is random, and the same for all who open the book, now and later', async () => {
      const secret = await context.book.secret()
      expect(secret.length).toBeGreaterThanOrEqual(22)
      const beside = await context.harness.openAlongside()
      const secrets = await Promise.all([context.book.secret(), beside.secret(), beside.secret()])
      expect(new Set(secrets)).toEqual(new Set([secret]))
      const again = await context.harness.reopen(context.book)
      expect(await again.secret()).toBe(secret)
      const other = await makeHarness()
      try {
        const book = await other.open()
        if (
          (await book.page({ limit: 1, fromMaster: true })).position.generation !==
          (await again.page({ limit: 1, fromMaster: true })).position.generation
        )
          expect(await book.secret()).not.toBe(secret)
      } finally {
        await other.close()
      }
    })
  })
}
