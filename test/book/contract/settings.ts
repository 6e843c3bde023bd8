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

    test('are changed together with the gate, only if they are as they were read', async () => {
      const { moderation } = context.book
      await set({ ownerName: 'Anna', words: 'casino', font: 'sans' })
      const from = await moderation.rules()
      const gate = { state: 'hold', opensAt: 1000 } as const
      const change = {
        settings: { ownerName: 'Bob \u2028 "x" 😀', words: undefined, accent: 'sea', font: 'sans' },
        gate,
      }
      const position = await moderation.changeRules(change, from, OWNER)
      const settings = { ownerName: 'Bob \u2028 "x" 😀', accent: 'sea', font: 'sans' }
      expect(await moderation.rules()).toMatchObject({ gate, settings })
      const { records } = await moderation.audit({ limit: 3 })
      expect(records.map(({ op, by, detail }) => [op, by, detail])).toEqual([
        ['gate', OWNER, 'hold 1000 0'],
        ['settings', OWNER, 'ownerName words accent'],
        ['settings', OWNER, 'ownerName words font'],
      ])
      expect(position?.changes).toBe(records[0]?.id)
      // Each is as it was when another was changed; one that was changed stops all of them.
      expect(await moderation.changeRules({ settings: { title: 'A' } }, from, OWNER)).toBeDefined()
      const again = await moderation.rules()
      for (const late of [
        { settings: { title: 'B', accent: undefined } },
        { settings: { title: 'B', font: 'sans', words: undefined } },
        { settings: { title: 'B' }, gate: { state: 'open' } as const },
      ])
        expect(await moderation.changeRules(late, from, OWNER)).toBeUndefined()
      expect(await moderation.rules()).toEqual(again)
      expect((await moderation.audit({ limit: 1 })).records).toMatchObject([{ op: 'settings', detail: 'title' }])
      expect(await moderation.changeRules({ settings: {}, gate: { state: 'open' } }, again, OWNER)).toBeDefined()
      expect(await moderation.rules()).toMatchObject({ gate: { state: 'open' }, settings: { title: 'A' } })
    })

    test('that several change at the same moment are changed by one of them', async () => {
      const beside = await context.harness.openAlongside()
      for (let turn = 0; turn < 5; turn++) {
        const from = await context.book.moderation.rules()
        const owners = [1, 2, 3, 4].map((number) => `owner ${number} of ${turn}`)
        const positions = await Promise.all(
          owners.map((title, index) => {
            const { moderation } = index % 2 ? beside : context.book
            return moderation.changeRules(
              { settings: { title }, gate: { state: 'first', opensAt: turn + 1 } },
              from,
              title,
            )
          }),
        )
        const saved = owners.filter((_, index) => positions[index])
        expect(saved).toHaveLength(1)
        expect((await beside.moderation.rules()).settings.title).toBe(saved[0])
        expect((await beside.moderation.audit({ limit: 1 })).records).toMatchObject([{ op: 'gate', by: saved[0] }])
      }
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
