import { describe, expect, test } from 'vitest'
import { SNAPSHOT_SIZE } from '../../../server/book/book.ts'
import type { Mark } from '../../../server/book/moderation.ts'
import { startFollower } from './follower.ts'
import { appendAtOnce, appendInTurn, type BookHarness, given, useBook } from './harness.ts'
import { done, OWNER } from './moderating.ts'

export function markingContract(makeHarness: () => Promise<BookHarness>): void {
  describe('a reply and a pin', () => {
    const context = useBook(makeHarness)
    const mark = (id: string, change: Mark) => context.book.moderation.mark(id, change, OWNER)
    const reply = (id: string, text: string) => mark(id, { kind: 'reply', text })

    test('are read with the entry everywhere, and it is as before without them', async () => {
      const [first, second] = (await appendInTurn(context.book, 2)).map(({ entry }) => entry)
      const entry = given(first)
      const started = Date.now()
      expect(done(await reply(entry.id, 'Thank you')).entry).toBe(entry.id)
      const { position } = done(await mark(entry.id, { kind: 'pin' }))
      const found = given((await context.book.find(entry.id, position)).entry)
      expect(found).toEqual({ ...entry, pinned: true, reply: { text: 'Thank you', at: expect.any(String) } })
      const at = given(found.reply).at
      expect(new Date(at).toISOString()).toBe(at)
      expect(Date.parse(at)).toBeGreaterThanOrEqual(started - 1)
      expect((await context.book.page({ limit: 5, atLeast: position })).entries).toEqual([second, found])
      const abort = new AbortController()
      const follower = startFollower(context.book, abort.signal)
      await follower.reaches(position)
      expect(follower.entries()).toEqual([second, found])
      abort.abort()
      await follower.ended

      done(await mark(entry.id, { kind: 'unpin' }))
      const last = done(await reply(entry.id, ''))
      const again = given((await context.book.find(entry.id, last.position)).entry)
      expect(Object.keys(again)).toEqual(Object.keys(entry))
      expect(again).toEqual(entry)
    })

    test('reach every follower with the entry as it is', async () => {
      const abort = new AbortController()
      const follower = startFollower(context.book, abort.signal)
      const [entry] = (await appendInTurn(context.book, 1)).map((one) => one.entry)
      const { id } = given(entry)
      const steps: [Mark, object][] = [
        [{ kind: 'reply', text: 'one' }, { reply: { text: 'one' } }],
        [{ kind: 'pin' }, { reply: { text: 'one' }, pinned: true }],
        [
          { kind: 'reply', text: 'two' },
          { reply: { text: 'two' }, pinned: true },
        ],
        [{ kind: 'unpin' }, { reply: { text: 'two' } }],
      ]
      for (const [change, expected] of steps) {
        await follower.reaches(done(await mark(id, change)).position)
        expect(follower.changed().at(-1)).toMatchObject({ op: change.kind, entry: id, now: { ...entry, ...expected } })
      }
      expect(follower.changed().at(-1)?.now).not.toHaveProperty('pinned')
      expect(follower.last().total).toBe(1)
      abort.abort()
      await follower.ended
    })

    test('of an entry that is older than memory are told as well', async () => {
      const [oldest] = await appendInTurn(context.book, 1)
      await appendAtOnce(context.book, SNAPSHOT_SIZE + 1)
      const { entry } = given(oldest)
      const abort = new AbortController()
      const follower = startFollower(context.book, abort.signal)
      await expect.poll(() => follower.received.length).toBeGreaterThan(0)
      await follower.reaches(done(await reply(entry.id, 'late')).position)
      expect(follower.changed().at(-1)).toMatchObject({
        op: 'reply',
        entry: entry.id,
        now: { reply: { text: 'late' } },
      })
      abort.abort()
      await follower.ended
    })

    test('are no news if nothing changes', async () => {
      const [first] = await appendInTurn(context.book, 1)
      const { id } = given(first).entry
      expect(await mark(id, { kind: 'unpin' })).toMatchObject({ kind: 'already' })
      expect(await reply(id, '')).toMatchObject({ kind: 'already' })
      await mark(id, { kind: 'pin' })
      await reply(id, 'Thanks')
      expect(await mark(id, { kind: 'pin' })).toMatchObject({ kind: 'already' })
      expect(await reply(id, 'Thanks')).toMatchObject({ kind: 'already' })
      expect((await context.book.moderation.audit({ limit: 10 })).records).toHaveLength(2)
    })

    test('of several replies over the same one, sent in one instant, one is saved', async () => {
      const [first] = await appendInTurn(context.book, 1)
      const { id } = given(first).entry
      let over = ''
      for (const round of ['first', 'second']) {
        const texts = ['Anna', 'Mo', 'Kim'].map((name) => `${name}, ${round}`)
        const outcomes = await Promise.all(texts.map((text) => mark(id, { kind: 'reply', text, over })))
        const saved = outcomes.findIndex(({ kind }) => kind === 'done')
        expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['changed', 'changed', 'done'])
        const [entry] = (await context.book.moderation.kept({ limit: 1 })).entries
        expect(entry?.reply?.text).toBe(texts[saved])
        over = given(entry?.reply).at
        // Replies are told apart by their time.
        await expect.poll(() => Date.now()).toBeGreaterThan(Date.parse(over))
      }
      expect(await mark(id, { kind: 'reply', text: '', over: '' })).toEqual({ kind: 'changed' })
      done(await mark(id, { kind: 'reply', text: '', over }))
      expect(await mark(id, { kind: 'reply', text: '', over })).toMatchObject({ kind: 'already' })
    })

    test('of an entry that there is not are refused', async () => {
      const [first] = await appendInTurn(context.book, 1)
      const { id } = given(first).entry
      await context.book.moderation.remove(id, OWNER)
      for (const unknown of [id, '0-0', '1-1']) {
        expect(await reply(unknown, 'Thanks')).toEqual({ kind: 'unknown' })
        expect(await mark(unknown, { kind: 'pin' })).toEqual({ kind: 'unknown' })
      }
    })

    test('of a hidden entry are seen once it is shown, and not before', async () => {
      const abort = new AbortController()
      const follower = startFollower(context.book, abort.signal)
      const [entry] = (await appendInTurn(context.book, 1)).map((one) => one.entry)
      const { id } = given(entry)
      await mark(id, { kind: 'pin' })
      await mark(id, { kind: 'hide' })
      const { position } = done(await reply(id, 'Thanks'))
      await follower.reaches(position)
      expect(follower.changed().at(-1)?.now).toBeUndefined()
      expect(await context.book.moderation.hidden()).toMatchObject([{ id, pinned: true, reply: { text: 'Thanks' } }])
      const shown = done(await mark(id, { kind: 'show' }))
      await follower.reaches(shown.position)
      const now = { ...entry, pinned: true, reply: { text: 'Thanks', at: expect.any(String) } }
      expect(follower.changed().at(-1)).toMatchObject({ op: 'show', now })
      expect((await context.book.find(id, shown.position)).entry).toEqual(now)
      abort.abort()
      await follower.ended
    })

    test('go with the entry when it is removed, and the id of a later one has none', async () => {
      const [first] = await appendInTurn(context.book, 1)
      await reply(given(first).entry.id, 'Thanks')
      await context.book.moderation.remove(given(first).entry.id, OWNER)
      const { entry, position } = await context.book.append({ message: 'next' })
      expect((await context.book.page({ limit: 5, atLeast: position })).entries).toEqual([entry])
      expect(JSON.stringify(await context.book.moderation.audit({ limit: 10 }))).not.toContain('Thanks')
    })

    test.each([
      ['line breaks', 'one\n\ntwo'],
      ['quotes and markup', `{"a":"\\"}'"\`;--<b>&amp;\\u0041%s`],
      ['emoji', '👨‍👩‍👧‍👦 🏳️‍🌈'],
      ['numbers', '0012'],
      ['separators of lines in JSON', 'a\u2028b\u2029c'],
      ['the most characters', '好'.repeat(1000)],
    ])('a reply comes back as it was given: %s', async (_, text) => {
      const [first] = await appendInTurn(context.book, 1)
      const { position } = done(await reply(given(first).entry.id, text))
      expect((await context.book.find(given(first).entry.id, position)).entry?.reply?.text).toBe(text)
      const book = await context.harness.reopen(context.book)
      expect((await book.page({ limit: 1, fromMaster: true })).entries[0]?.reply?.text).toBe(text)
    })
  })
}
