import { describe, expect, test, vi } from 'vitest'
import { KeyReused } from '../../../server/book/errors.ts'
import type { DraftInput } from '../../../server/common/entry.ts'
import { FIELD_NAMES } from '../../../server/common/entry-fields.ts'
import { removeEntry } from '../../support/remove-entry.ts'
import { type BookHarness, given, positionAfter, useBook } from './harness.ts'

const draft = { name: 'Ada', message: 'Hello' }
const key = { value: 'd4c3', lifetime: 600_000 }

export function idempotencyContract(makeHarness: () => Promise<BookHarness>): void {
  describe('the same key', () => {
    const context = useBook(makeHarness)

    test('adds the same draft once', async () => {
      const first = await context.book.append(draft, { key })
      const second = await context.book.append(draft, { key })
      expect(first.replayed).toBe(false)
      expect(second.replayed).toBe(true)
      expect(second.entry).toEqual(first.entry)
      const page = await context.book.page({ limit: 10, atLeast: second.position })
      expect({ entries: page.entries, total: page.total }).toEqual({ entries: [first.entry], total: 1 })
    })

    test('adds the same draft once if 50 come at the same moment', async () => {
      const appended = await Promise.all(Array.from({ length: 50 }, () => context.book.append(draft, { key })))
      expect(appended.filter(({ replayed }) => !replayed)).toHaveLength(1)
      for (const { entry } of appended) expect(entry).toEqual(appended[0]?.entry)
      expect((await context.book.page({ limit: 10, atLeast: positionAfter(appended) })).total).toBe(1)
    })

    test('is still known when the book is opened again', async () => {
      const first = await context.book.append(draft, { key })
      const again = await context.harness.reopen(context.book)
      const second = await again.append(draft, { key })
      expect({ ...second, position: undefined }).toEqual({ ...first, replayed: true, position: undefined })
    })

    test.each<[what: string, other: DraftInput]>([
      ...FIELD_NAMES.map((field): [string, DraftInput] => [field, { ...draft, [field]: 'other' }]),
      ['parting of name and message', { name: 'Ad', message: 'aHello' }],
    ])('is refused for another %s', async (_, other) => {
      const { position } = await context.book.append(draft, { key })
      await expect(context.book.append(other, { key })).rejects.toThrow(KeyReused)
      expect((await context.book.page({ limit: 10, atLeast: position })).total).toBe(1)
      expect((await context.book.append(draft, { key })).replayed).toBe(true)
    })

    test('returns the entry even if it was removed since, and does not add it again', async () => {
      const first = await context.book.append(draft, { key })
      const atLeast = given(await removeEntry(context.book, first.entry.id))
      const second = await context.book.append(draft, { key })
      expect(second.replayed).toBe(true)
      expect(second.entry).toEqual(first.entry)
      expect((await context.book.page({ limit: 10, atLeast })).total).toBe(0)
    })

    test('is forgotten some time after its last use', async () => {
      const short = { value: 'short', lifetime: 20 }
      const first = await context.book.append(draft, { key: short })
      // Each try is a use, so the tries must be further apart than the lifetime.
      const second = await vi.waitFor(
        async () => {
          const appended = await context.book.append(draft, { key: short })
          expect(appended.replayed).toBe(false)
          return appended
        },
        { interval: 100, timeout: 20_000 },
      )
      expect(second.entry.id).not.toBe(first.entry.id)
      expect((await context.book.page({ limit: 10, atLeast: second.position })).total).toBe(2)
    })

    test.each([
      ['empty', ''],
      ['a blank', ' '],
      ['full of signs', 'a b {c}:*\0'],
      ['in any script', 'ключ 🔑'],
      ['long', 'k'.repeat(10_000)],
    ])('may be %s', async (_, value) => {
      const options = { key: { value, lifetime: 600_000 } }
      expect((await context.book.append(draft, options)).replayed).toBe(false)
      expect((await context.book.append(draft, options)).replayed).toBe(true)
    })

    test('and another key are two entries', async () => {
      const first = await context.book.append(draft, { key })
      const second = await context.book.append(draft, { key: { ...key, value: 'D4C3' } })
      expect(second.replayed).toBe(false)
      expect(second.entry.id).not.toBe(first.entry.id)
    })

    test('may have a second key: under either of them it is the same post', async () => {
      const alias = { value: 'the same browser', lifetime: 30_000 }
      const other = { value: 'd4c4', lifetime: 600_000 }
      const first = await context.book.append(draft, { key, alias })
      const second = await context.book.append(draft, { key: other, alias })
      expect([first.replayed, second.replayed]).toEqual([false, true])
      expect(second.entry).toEqual(first.entry)
      for (const known of [key, other]) expect((await context.book.append(draft, { key: known })).replayed).toBe(true)
      const third = { key: { value: 'd4c5', lifetime: 600_000 }, alias: { ...alias, value: 'another browser' } }
      expect((await context.book.append(draft, third)).replayed).toBe(false)
    })

    test('adds the same draft once if 20 come at the same moment with different keys and the same second key', async () => {
      const alias = { value: 'the same browser', lifetime: 30_000 }
      const posts = Array.from({ length: 20 }, (_, index) => ({
        key: { value: `key ${index}`, lifetime: 600_000 },
        alias,
      }))
      const appended = await Promise.all(posts.map((options) => context.book.append(draft, options)))
      expect(appended.filter(({ replayed }) => !replayed)).toHaveLength(1)
      expect(new Set(appended.map(({ entry }) => entry.id)).size).toBe(1)
    })

    test('recognises half surrogate pairs by their stored form', async () => {
      const broken = { name: '', message: 'a\ud83d' }
      await context.book.append(broken, { key })
      expect((await context.book.append(broken, { key })).replayed).toBe(true)
    })
  })
}
