import { describe, expect, test } from 'vitest'
import { formatGate } from '../../../server/book/gate.ts'
import { appendInTurn, type BookHarness, given, useBook } from './harness.ts'
import { done, hold, OWNER } from './moderating.ts'

export function auditContract(makeHarness: () => Promise<BookHarness>): void {
  describe('the log of changes', () => {
    const context = useBook(makeHarness)

    test('says who did what, and when, newest first', async () => {
      const { book } = context
      const { moderation } = book
      const started = Date.now()
      const [first, second, third] = (await appendInTurn(book, 3)).map(({ entry }) => entry.id)
      const own = (await book.append({ message: 'own' }, { screening: { author: 'ada' } })).entry.id
      const [published, refused, spam, withdrawn, removed] = [
        await hold(book, 'to publish'),
        await hold(book, 'to refuse'),
        await hold(book, 'spam'),
        await hold(book, 'to withdraw', { author: 'ada' }),
        await hold(book, 'to remove'),
      ]
      const ada = { author: 'ada', since: 0 }
      await moderation.mark(given(first), { kind: 'hide' }, 'Anna')
      await moderation.mark(given(first), { kind: 'show' }, '李雷')
      await moderation.mark(given(second), { kind: 'reply', text: 'Thanks' }, OWNER)
      await moderation.mark(given(second), { kind: 'pin' }, OWNER)
      await moderation.mark(given(second), { kind: 'unpin' }, OWNER)
      await moderation.remove(given(third), OWNER)
      const { entry: now } = done((await moderation.decide([published], 'publish', OWNER))[0])
      await moderation.decide([refused], 'refuse', OWNER)
      await moderation.decide([spam], 'spam', OWNER)
      await moderation.remove(removed, OWNER, 'waiting')
      await book.withdraw(withdrawn, 'ada')
      const { entry: changed } = await book.replace(own, { message: 'better' }, ada)
      const waits = await book.replace(changed.id, { message: 'a link' }, ada, { screening: { hold: ['link'] } })
      const taken = (await book.append({ message: 'taken back' }, { screening: { author: 'ada' } })).entry.id
      await book.takeBack(taken, ada)
      const gate = { state: 'first', closesAt: Date.now() + 3_600_000 } as const
      await moderation.setGate(gate, OWNER)
      await moderation.setSettings({ ownerName: 'Anna', words: undefined }, OWNER)

      const { records, next } = await moderation.audit({ limit: 50 })
      expect(next).toBeNull()
      const times = records.map(({ at }) => Date.parse(at))
      expect(times).toEqual(times.toSorted((a, b) => b - a))
      expect(times.every((time) => time >= started - 1 && time <= Date.now() + 1)).toBe(true)
      for (const { at } of records) expect(new Date(at).toISOString()).toBe(at)
      expect(records.map(({ op, entry, by }) => [op, entry, by]).reverse()).toEqual([
        ['hide', first, 'Anna'],
        ['show', first, '李雷'],
        ['reply', second, OWNER],
        ['pin', second, OWNER],
        ['unpin', second, OWNER],
        ['remove', third, OWNER],
        ['publish', published, OWNER],
        ['refuse', refused, OWNER],
        ['spam', spam, OWNER],
        ['remove', removed, OWNER],
        ['withdraw', withdrawn, ''],
        ['replace', own, ''],
        ['replace-waits', changed.id, ''],
        ['take-back', taken, ''],
        ['gate', undefined, OWNER],
        ['settings', undefined, OWNER],
      ])
      const detailOf = (op: string) => records.find((record) => record.op === op)?.detail
      expect(detailOf('publish')).toBe(now)
      expect(detailOf('replace')).toBe(changed.id)
      expect(detailOf('replace-waits')).toBe(waits.entry.id)
      expect(detailOf('gate')).toBe(formatGate(gate))
      expect(
        detailOf('settings')
          ?.split(/[\s,]+/)
          .toSorted(),
      ).toEqual(['ownerName', 'words'])
    })

    test('can be read a page at a time', async () => {
      const appended = await appendInTurn(context.book, 12)
      const { moderation } = context.book
      for (const { entry } of appended) await moderation.mark(entry.id, { kind: 'hide' }, OWNER)
      const first = await moderation.audit({ limit: 5 })
      const second = await moderation.audit({ limit: 5, before: given(first.next) })
      const third = await moderation.audit({ limit: 5, before: given(second.next) })
      const read = [first, second, third].map(({ records }) => records.map(({ entry }) => entry))
      const all = appended.map(({ entry }) => entry.id).reverse()
      expect(read).toEqual([all.slice(0, 5), all.slice(5, 10), all.slice(10)])
      expect(third.next).toBeNull()
      expect(await moderation.audit({ limit: 12 })).toMatchObject({ next: null })
    })

    test('has nothing in it at first', async () => {
      expect(await context.book.moderation.audit({ limit: 10 })).toEqual({ records: [], next: null })
    })

    test('keeps the name of the person as it was given', async () => {
      const [first] = await appendInTurn(context.book, 1)
      const by = 'Ann "O\'Neil" 😀\n{}'
      await context.book.moderation.remove(given(first).entry.id, by)
      expect((await context.book.moderation.audit({ limit: 1 })).records).toMatchObject([{ by }])
    })
  })
}
