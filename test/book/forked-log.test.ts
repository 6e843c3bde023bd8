import { describe, expect, test } from 'vitest'
import { SNAPSHOT_SIZE, type Snapshot } from '../../server/book/book.ts'
import type { Change, Operation } from '../../server/book/changes.ts'
import { applyChanges, changesBetween, stateOf, wasRead } from '../../server/book/feed/feed-state.ts'
import { OPEN_GATE } from '../../server/book/gate.ts'
import type { Entry } from '../../server/common/entry.ts'
import type { Position } from '../../server/common/position.ts'
import * as support from '../support/entry.ts'

const entry = (number: number, message = `message ${number}`) => support.entry({ id: `${number}-0`, message })

/** A book with these entries, oldest first, and with removals of others. */
function bookOf(
  entries: readonly Entry[],
  removed: readonly number[] = [],
  position: Partial<Position> = {},
): Snapshot {
  const changed = removed.map((number, index) => ({
    id: `${index + 1}-1`,
    op: 'remove' as const,
    entry: `${number}-0`,
  }))
  return {
    kind: 'snapshot',
    entries: entries.toReversed().slice(0, SNAPSHOT_SIZE),
    changed,
    pinned: [],
    total: entries.length,
    position: {
      generation: 'g',
      entries: entries.at(-1)?.id ?? '0-0',
      changes: changed.at(-1)?.id ?? '0-0',
      ...position,
    },
    gate: OPEN_GATE,
    settings: {},
  }
}

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)
const entries = (...ids: number[]) => ids.map((id) => entry(id))

describe('a later snapshot of another master', () => {
  const known = bookOf(entries(1, 2, 3))
  test.each<[what: string, later: Snapshot, added: number[], changed: number[]]>([
    ['is the same', known, [], []],
    ['has more', bookOf(entries(1, 2, 3, 4, 5)), [4, 5], []],
    ['has one less, which was removed', bookOf(entries(1, 3), [2]), [], [2]],
    ['has more, of which one came and went', bookOf(entries(1, 2, 3, 5), [4]), [5], [4]],
  ])('%s: memory goes on', (_what, later, added, removals) => {
    const changes = changesBetween(stateOf(known, 1), later)
    expect(changes?.added.map(({ id }) => id)).toEqual(added.map((number) => `${number}-0`))
    expect(changes?.changed.map((removal) => removal.entry)).toEqual(removals.map((number) => `${number}-0`))
    expect(changes).toMatchObject({ total: later.total, position: later.position })
  })

  test.each<[what: string, known: Snapshot, later: Snapshot]>([
    ['lacks the last', known, bookOf(entries(1, 2))],
    ['lacks the last and has later ones', known, bookOf(entries(1, 2, 4))],
    ['lacks one in between, which nobody removed', known, bookOf(entries(1, 3, 4))],
    ['has one in between', bookOf(entries(1, 3)), bookOf(entries(1, 2, 3))],
    ['has another under the same id', known, bookOf([entry(1), entry(2), entry(3, 'another')])],
    ['lacks a removal', bookOf(entries(1, 3), [2]), bookOf(entries(1, 2, 3))],
    ['has another removal instead', bookOf(entries(1, 3), [2]), bookOf(entries(1, 2, 3), [9])],
    ['is of another generation', known, bookOf(entries(1, 2, 3), [], { generation: 'h' })],
    ['has so many more that it cannot be told', known, bookOf(entries(...numbers(1, SNAPSHOT_SIZE + 10)))],
    ['lacks more than memory holds', bookOf(entries(...numbers(1, 500))), bookOf(entries(...numbers(1, 200)))],
  ])('%s: memory begins again', (_what, before, later) => {
    expect(changesBetween(stateOf(before, 1), later)).toBeUndefined()
  })

  test('has more than memory, and agrees where both overlap: memory continues', () => {
    const before = bookOf(entries(...numbers(1, 300)))
    const later = bookOf(entries(...numbers(1, 450)))
    expect(changesBetween(stateOf(before, 1), later)?.added).toHaveLength(150)
  })
})

describe('a later snapshot after entries were hidden, shown and answered', () => {
  const change = (id: number, op: Operation, number: number, now?: Entry): Change => ({
    id: `${id}-1`,
    op,
    entry: `${number}-0`,
    now,
  })
  const answered = (text: string): Entry => ({ ...entry(2), reply: { text, at: '2026-03-09T15:04:05.000Z' } })
  /** A book of three entries, of which the second is as given. */
  const bookWith = (second: readonly Entry[], ...changed: Change[]): Snapshot => ({
    ...bookOf([entry(1), ...second, entry(3)]),
    changed,
    position: { generation: 'g', entries: '3-0', changes: changed.at(-1)?.id ?? '0-0' },
  })
  const shown = bookWith([entry(2)])
  const hidden = bookWith([], change(1, 'hide', 2))
  const again = bookWith([entry(2)], change(1, 'hide', 2), change(2, 'show', 2, entry(2)))
  const first = bookWith([answered('one')], change(1, 'reply', 2, answered('one')))
  const second = bookWith(
    [answered('two')],
    change(1, 'reply', 2, answered('two')),
    change(2, 'reply', 2, answered('two')),
  )

  test.each<[what: string, known: Snapshot, later: Snapshot, operations: Operation[]]>([
    ['one was hidden', shown, hidden, ['hide']],
    ['one was shown again', hidden, again, ['show']],
    ['one was hidden and shown', shown, again, ['hide', 'show']],
    ['one was answered', shown, first, ['reply']],
    ['the answer was changed', first, second, ['reply']],
    ['nothing since the answer', first, first, []],
  ])('%s: memory goes on', (_what, known, later, operations) => {
    const before = stateOf(known, 1)
    const changes = changesBetween(before, later)
    expect(changes?.changed.map(({ op }) => op)).toEqual(operations)
    expect(changes && applyChanges(before, changes).entries).toEqual(later.entries)
  })

  test.each<[what: string, known: Snapshot, later: Snapshot]>([
    ['it was never hidden', hidden, shown],
    ['it was hidden, not answered', first, hidden],
    ['it was removed, not hidden', hidden, bookOf(entries(1, 3), [2])],
    ['the answer is another', first, bookWith([answered('two')], change(1, 'reply', 2, answered('two')))],
    ['it was answered without a record', shown, bookWith([answered('one')])],
  ])('%s: memory begins again', (_what, known, later) => {
    expect(changesBetween(stateOf(known, 1), later)).toBeUndefined()
  })
})

describe('a position to continue from', () => {
  const state = stateOf(bookOf(entries(1, 2, 4, 6), [3, 5]), 1)
  test.each<[what: string, position: Partial<Position>, expected: boolean]>([
    ['the last', {}, true],
    ['an entry that is there', { entries: '2-0', changes: '1-1' }, true],
    ['an entry that was removed', { entries: '3-0', changes: '0-0' }, true],
    ['before the first', { entries: '0-0', changes: '0-0' }, true],
    ['an entry that never was in this log', { entries: '5-7' }, false],
    ['an entry beyond the last', { entries: '7-0' }, false],
    ['a removal that never was in this log', { changes: '1-9' }, false],
  ])('%s: %j', (_what, position, expected) => {
    expect(wasRead(state, { ...state.position, ...position })).toBe(expected)
  })
})
