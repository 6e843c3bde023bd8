import { describe, expect, test } from 'vitest'
import { type BookHarness, useBook } from './harness.ts'
import { hold, OWNER, waitingIds } from './moderating.ts'

export function withdrawingContract(makeHarness: () => Promise<BookHarness>): void {
  describe('the author of entries that wait', () => {
    const context = useBook(makeHarness)

    test('is told of what became of them, and can withdraw what waits', async () => {
      const [ada, bob, spam] = [
        await hold(context.book, 'by Ada', { author: 'ada' }),
        await hold(context.book, 'by Bob', { author: 'bob' }),
        await hold(context.book, 'by Ada too', { author: 'ada', spam: ['honeypot'] }),
      ]
      const states = async (author: string, ids: string[]) =>
        (await context.book.fatesOf(author, ids)).map((held) => [held.id, held.state])
      expect(await states('ada', [ada, bob, '1-1'])).toEqual([
        [ada, 'waiting'],
        [bob, 'gone'],
        ['1-1', 'gone'],
      ])
      expect(await context.book.fatesOf('bob', [bob])).toEqual([
        { id: bob, state: 'waiting', entry: expect.objectContaining({ id: bob, message: 'by Bob', author: 'bob' }) },
      ])
      expect(await states('ada', [spam])).toEqual([[spam, 'waiting']])
      expect(await context.book.fatesOf('ada', [])).toEqual([])

      expect(await context.book.withdraw(ada, 'bob')).toBe(false)
      expect(await context.book.withdraw('1-1', 'ada')).toBe(false)
      expect(await context.book.withdraw(ada, 'ada')).toBe(true)
      expect(await context.book.withdraw(ada, 'ada')).toBe(false)
      expect(await context.book.withdraw(spam, 'ada')).toBe(true)
      expect(await states('ada', [ada, spam])).toEqual([
        [ada, 'gone'],
        [spam, 'gone'],
      ])
      expect(await waitingIds(context.book)).toEqual([bob])
      expect(await context.book.moderation.decide([ada], 'publish', OWNER)).toEqual([
        { kind: 'already', became: { verdict: 'withdraw' } },
      ])
    })

    test('is the only one told of what was published', async () => {
      const id = await hold(context.book, 'by Ada', { author: 'ada' })
      const [outcome] = await context.book.moderation.decide([id], 'publish', OWNER)
      for (const author of ['bob', ''])
        expect(await context.book.fatesOf(author, [id])).toEqual([{ id, state: 'gone' }])
      const entry = outcome?.kind === 'done' ? outcome.entry : undefined
      expect(await context.book.fatesOf('ada', [id])).toEqual([{ id, state: 'published', entry }])
    })

    test('is nobody if an entry has no author', async () => {
      const id = await hold(context.book, 'by nobody')
      for (const author of ['', 'ada', 'undefined', 'null']) {
        expect(await context.book.withdraw(id, author)).toBe(false)
        expect(await context.book.fatesOf(author, [id])).toEqual([{ id, state: 'gone' }])
      }
    })
  })
}
