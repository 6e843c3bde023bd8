import { describe, expect, test } from 'vitest'
import { readListQuery } from '../../server/admin/entries/criteria.ts'
import { matches, search } from '../../server/admin/entries/search.ts'
import { entryOf } from '../../server/common/entry.ts'
import { compareIds } from '../../server/common/log-id.ts'

/** On a busy machine a search may take longer than an owner would wait. */
const LONG = 60_000

const START = Date.parse('2026-03-01T00:00:00Z')

/** Entries of one a minute, newest first, and a reader that counts. */
function bookOf(count: number) {
  const entries = Array.from({ length: count }, (_, index) => {
    const time = START + index * 60_000
    const draft = { name: '', message: `entry ${index}` }
    return entryOf(`${time}-0`, draft, new Date(time).toISOString())
  }).reverse()
  const book = { reads: 0 }
  const read = async ({ before, limit }: { before: string | undefined; limit: number }) => {
    book.reads++
    const rest = before === undefined ? entries : entries.filter(({ id }) => compareIds(id, before) < 0)
    const part = rest.slice(0, limit)
    return { entries: part, next: rest.length > limit ? (part.at(-1)?.id ?? null) : null }
  }
  return { read, book, entries }
}

const criteriaOf = (query: Record<string, string>) => readListQuery(query, 'UTC').criteria

describe('a search', () => {
  test('says how far back it came when its time is up, and goes on from there', async () => {
    const { read } = bookOf(1000)
    const criteria = criteriaOf({ q: 'ENTRY 7' })
    const found: string[] = []
    let before: string | undefined
    let steps = 0
    for (;;) {
      const result = await search({ read, criteria, before, limit: 500, budget: 0 })
      found.push(...result.found.map(({ message }) => message))
      steps++
      if (result.next === null) break
      expect(result.reached).toBe(new Date(Number.parseInt(result.next, 10)).toISOString())
      before = result.next
    }
    expect(steps).toBe(10)
    expect(found).toHaveLength(111)
    expect(new Set(found).size).toBe(111)
  })

  test('lets others have their turn between two slices', async () => {
    const { read } = bookOf(1000)
    let turns = 0
    const count = () => {
      turns++
      if (turns < 100) setImmediate(count)
    }
    setImmediate(count)
    await search({ read, criteria: criteriaOf({ q: 'nothing' }), before: undefined, limit: 1, budget: LONG })
    expect(turns).toBeGreaterThanOrEqual(9)
  })

  test('stops at the first day that is asked for, and skips those after the last', async () => {
    const { read, book } = bookOf(5000)
    const { found, next } = await search({
      read,
      criteria: criteriaOf({ from: '2026-03-03', to: '2026-03-03' }),
      before: undefined,
      limit: 5000,
      budget: LONG,
    })
    expect([found.length, next]).toEqual([1440, null])
    expect(new Set(found.map(({ createdAt }) => createdAt.slice(0, 10)))).toEqual(new Set(['2026-03-03']))
    expect(book.reads).toBeLessThan(25)
  })

  test('finds the last entry without promising more', async () => {
    const { read } = bookOf(100)
    const all = await search({ read, criteria: criteriaOf({}), before: undefined, limit: 100, budget: LONG })
    expect([all.found.length, all.next]).toEqual([100, null])
    const some = await search({ read, criteria: criteriaOf({}), before: undefined, limit: 99, budget: LONG })
    expect([some.found.length, some.next]).toEqual([99, some.found.at(-1)?.id])
  })
})

test('an entry is found by its words, its name or its reply', () => {
  const entry = {
    ...entryOf('1-0', { name: 'Łukasz Müller', message: 'Straße\nund Weg' }, '2026-03-01T12:00:00.000Z'),
    reply: { text: 'Grüß Gott', at: '2026-03-02T12:00:00.000Z' },
  }
  const found = (query: Record<string, string>) => matches(entry, criteriaOf(query))
  for (const q of ['strasse', 'STRASSE UND', 'gruss gott', ' weg ', '']) expect([q, found({ q })]).toEqual([q, true])
  for (const q of ['weg und', 'müller']) expect([q, found({ q })]).toEqual([q, false])
  for (const name of ['muller', 'MÜLLER', 'Łukasz']) expect([name, found({ name })]).toEqual([name, true])
  expect(found({ from: '2026-03-01', to: '2026-03-01' })).toBe(true)
  expect(found({ from: '2026-03-02' })).toBe(false)
  expect(found({ to: '2026-02-28' })).toBe(false)
})
