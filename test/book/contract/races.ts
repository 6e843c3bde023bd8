import { describe, expect, test } from 'vitest'
import type { Outcome, Verdict } from '../../../server/book/moderation.ts'
import { startFollower } from './follower.ts'
import { appendInTurn, type BookHarness, given, ids, useBook } from './harness.ts'
import { hold, holdMany, OWNER, tally, waitingIds } from './moderating.ts'

const COUNT = 500

export function racesContract(makeHarness: () => Promise<BookHarness>): void {
  describe('at the same moment', () => {
    const context = useBook(makeHarness)

    test('three people decide 500 entries each: 500 are done, 1,000 already, and 500 records say who', async () => {
      const waiting = await holdMany(context.book, COUNT)
      const beside = await context.harness.openAlongside()
      const people = [context.book, context.book, beside]
      const answers = await Promise.all(
        people.map((book, index) => book.moderation.decide(waiting, 'publish', `person ${index}`)),
      )
      await expectDecidedOnce(waiting, answers)
    }, 60_000)

    test('three processes decide 500 entries each: the same', async () => {
      const waiting = await holdMany(context.book, COUNT)
      const abort = new AbortController()
      const follower = startFollower(context.book, abort.signal)
      // A follower that begins later is given the newest 200 only.
      await expect.poll(() => follower.received.length).toBeGreaterThan(0)
      const answers = await Promise.all([1, 2, 3].map(() => context.harness.decideFromProcess(waiting, 'publish')))
      await expectDecidedOnce(waiting, answers)
      const page = await context.book.page({ limit: 200, fromMaster: true })
      await follower.reaches(page.position)
      expect(new Set(ids(follower.entries())).size).toBe(COUNT)
      expect(follower.last().total).toBe(COUNT)
      abort.abort()
      await follower.ended
    }, 60_000)

    test('three people decide each of 60 entries differently: one verdict holds, and the others say which', async () => {
      const waiting = await holdMany(context.book, 60)
      const verdicts: Verdict[] = ['publish', 'spam', 'refuse']
      const outcomes = await Promise.all(
        waiting.map((id) =>
          Promise.all(verdicts.map(async (verdict) => (await context.book.moderation.decide([id], verdict, OWNER))[0])),
        ),
      )
      for (const three of outcomes) {
        const winner = three.findIndex((outcome) => outcome?.kind === 'done')
        expect(tally(three.map(given))).toEqual({ done: 1, already: 2 })
        for (const outcome of three) {
          if (outcome?.kind === 'already') expect(outcome.became).toMatchObject({ verdict: verdicts[winner] })
        }
      }
      const { total } = await context.book.page({ limit: 1, fromMaster: true })
      const counts = await context.book.moderation.counts()
      const wins = (verdict: Verdict) =>
        outcomes.filter((three) => three[verdicts.indexOf(verdict)]?.kind === 'done').length
      expect({ total, ...counts }).toEqual({ total: wins('publish'), waiting: 0, spam: wins('spam'), hidden: 0 })
      expect((await context.book.moderation.audit({ limit: 200 })).records).toHaveLength(60)
    })

    test('an author withdraws what the owner publishes: one of them wins', async () => {
      const held = await Promise.all(
        Array.from({ length: 40 }, (_, index) => hold(context.book, `${index}`, { author: 'ada' })),
      )
      const results = await Promise.all(
        held.map(async (id, index) => {
          const withdraw = () => context.book.withdraw(id, 'ada')
          const publish = async () => (await context.book.moderation.decide([id], 'publish', OWNER))[0]?.kind
          const both = index % 2 === 0 ? [withdraw(), publish()] : [publish(), withdraw()]
          return Promise.all(both)
        }),
      )
      for (const both of results) expect(both.filter((one) => one === true || one === 'done')).toHaveLength(1)
      const published = results.filter((both) => both.includes('done')).length
      expect((await context.book.page({ limit: 1, fromMaster: true })).total).toBe(published)
      expect(await waitingIds(context.book)).toEqual([])
    })

    test('five people hide, show, pin or remove one entry: each of them once', async () => {
      const [first] = await appendInTurn(context.book, 2)
      const { id } = given(first).entry
      const { moderation } = context.book
      const five = (work: () => Promise<Outcome>) => Promise.all(Array.from({ length: 5 }, work))
      for (const kind of ['pin', 'hide', 'show', 'unpin'] as const) {
        expect(tally(await five(() => moderation.mark(id, { kind }, OWNER)))).toEqual({ done: 1, already: 4 })
      }
      expect(tally(await five(() => moderation.remove(id, OWNER)))).toEqual({ done: 1, unknown: 4 })
      expect((await context.book.page({ limit: 5, fromMaster: true })).total).toBe(1)
      expect((await moderation.audit({ limit: 10 })).records).toHaveLength(5)
    })

    test('hiding and removing leave the total right', async () => {
      const appended = await appendInTurn(context.book, 30)
      const { moderation } = context.book
      await Promise.all(
        appended.flatMap(({ entry: { id } }, index) => [
          moderation.mark(id, { kind: 'hide' }, OWNER),
          ...(index % 3 === 0 ? [moderation.remove(id, OWNER)] : []),
          ...(index % 3 === 1 ? [moderation.mark(id, { kind: 'show' }, OWNER)] : []),
        ]),
      )
      const page = await context.book.page({ limit: 200, fromMaster: true })
      const { hidden } = await moderation.counts()
      expect(page.total).toBe(page.entries.length)
      expect(page.total + hidden).toBe(20)
      expect(await moderation.hidden()).toHaveLength(hidden)
    })

    test('an author changes and takes back one entry from several windows: one of them wins', async () => {
      const own = { author: 'ada', since: 0 }
      for (let round = 0; round < 10; round++) {
        const { entry } = await context.book.append({ message: 'old' }, { screening: { author: 'ada' } })
        const settled = await Promise.allSettled<unknown>([
          context.book.replace(entry.id, { message: 'one' }, own),
          context.book.takeBack(entry.id, own),
          context.book.replace(entry.id, { message: 'two' }, own),
        ])
        expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
        for (const result of settled) {
          if (result.status === 'rejected') expect(result.reason).toMatchObject({ name: 'NotOwn', reason: 'gone' })
        }
      }
      const page = await context.book.page({ limit: 200, fromMaster: true })
      expect(page.total).toBe(page.entries.length)
      expect(page.entries.every(({ edited }) => edited)).toBe(true)
    })

    async function expectDecidedOnce(waiting: readonly string[], answers: readonly (readonly Outcome[])[]) {
      expect(tally(answers.flat())).toEqual({ done: COUNT, already: 2 * COUNT })
      const { total } = await context.book.page({ limit: 1, fromMaster: true })
      expect(total).toBe(COUNT)
      expect(await context.book.moderation.counts()).toEqual({ waiting: 0, spam: 0, hidden: 0 })
      const decided: string[] = []
      let before: string | undefined
      do {
        const { records, next } = await context.book.moderation.audit({ limit: 200, before })
        expect(records.every(({ op }) => op === 'publish')).toBe(true)
        decided.push(...records.map(({ entry }) => given(entry)))
        before = next ?? undefined
      } while (before !== undefined)
      expect(decided.toSorted()).toEqual([...waiting].toSorted())
      for (const [index] of waiting.entries()) {
        const became = answers
          .map((outcomes) => outcomes[index])
          .map((one) => (one?.kind === 'done' ? one.entry : one?.kind === 'already' ? one.became?.entry : undefined))
        expect(new Set(became).size).toBe(1)
      }
    }
  })
}
