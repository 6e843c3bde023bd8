import { describe, expect, test } from 'vitest'
import type { Changes, Snapshot } from '../../server/book/book.ts'
import { applyChanges, extendState, type FeedState, stateOf } from '../../server/book/feed/feed-state.ts'
import { OPEN_GATE } from '../../server/book/gate.ts'
import type { Entry } from '../../server/common/entry.ts'
import * as support from '../support/entry.ts'

const entry = (number: number) => support.entry({ id: `${number}-0`, message: `${number}` })

/** Entries `from` to `to`, newest first. */
const entries = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => entry(from - index))

const position = (number: number, removed = 0) => ({ generation: 'g', entries: `${number}-0`, removed: `${removed}-0` })
const removal = (id: number, number: number) => ({ id: `${id}-0`, op: 'remove' as const, entry: `${number}-0` })
const ids = (state: { entries: readonly Entry[] } | undefined) =>
  state?.entries.map(({ id }) => Number(id.split('-')[0]))

const applied = (state: FeedState, changes: Omit<Changes, 'kind'>) =>
  applyChanges(state, { kind: 'changes', ...changes })

function snapshot(newest: number, oldest: number, total: number): Snapshot {
  return {
    kind: 'snapshot',
    entries: entries(newest, oldest),
    changed: [],
    total,
    position: position(newest),
    gate: OPEN_GATE,
    settings: {},
  }
}

describe('stateOf', () => {
  test('a small book is known from its start', () => {
    expect(stateOf(snapshot(3, 1, 3), 1)).toMatchObject({ version: 1, entriesAfter: '0-0', changedAfter: '0-0' })
  })

  test('of a large book, only the part after the oldest entry in memory is known', () => {
    expect(stateOf(snapshot(300, 101, 300), 1)).toMatchObject({ entriesAfter: '101-0' })
  })
})

describe('applyChanges', () => {
  test('adds entries in front, removes entries, and counts versions', () => {
    const state = applied(stateOf(snapshot(3, 1, 3), 1), {
      added: [entry(4), entry(5)],
      changed: [removal(1, 2)],
      total: 4,
      position: position(5, 1),
    })
    expect(ids(state)).toEqual([5, 4, 3, 1])
    expect(state).toMatchObject({ version: 2, total: 4, position: position(5, 1), entriesAfter: '0-0' })
  })

  test('an entry that was added and removed at once never shows', () => {
    const changes = { added: [entry(2)], changed: [removal(1, 2)], total: 1, position: position(2, 1) }
    expect(ids(applied(stateOf(snapshot(1, 1, 1), 1), changes))).toEqual([1])
  })

  test('memory is limited, and knows from which entry on it is complete', () => {
    const full = stateOf(snapshot(300, 101, 300), 1)
    const state = applied(full, {
      added: [entry(301), entry(302)],
      changed: [],
      total: 302,
      position: position(302),
    })
    expect(state.entries).toHaveLength(200)
    expect(state.entriesAfter).toBe('102-0')
  })

  test('changes are limited, too', () => {
    const changed = Array.from({ length: 250 }, (_, index) => removal(index + 1, 1000 + index))
    const state = applied(stateOf(snapshot(3, 1, 3), 1), {
      added: [],
      changed,
      total: 3,
      position: position(3, 250),
    })
    expect(state.changed).toHaveLength(200)
    expect(state.changedAfter).toBe('50-0')
  })
})

describe('extendState', () => {
  const earlier = stateOf(snapshot(300, 201, 300), 1)
  const whole = { ...earlier, entriesAfter: '201-0' }
  const older = { entries: entries(200, 101), next: '101-0', total: 300, position: position(300) }

  test('adds older entries', () => {
    const state = extendState(whole, whole, older)
    expect(ids(state)).toEqual(ids({ entries: entries(300, 101) }))
    expect(state).toMatchObject({ version: 2, entriesAfter: '101-0' })
  })

  test('knows the book from its start when the last page was read', () => {
    expect(extendState(whole, whole, { ...older, next: null })?.entriesAfter).toBe('0-0')
  })

  test('leaves out entries that were removed meanwhile', () => {
    const current = applied(whole, {
      added: [],
      changed: [removal(1, 150)],
      total: 299,
      position: position(300, 1),
    })
    expect(ids(extendState(current, whole, older))).not.toContain(150)
  })

  test('adds nothing if there would be a gap', () => {
    const moved = { ...whole, entriesAfter: '250-0' }
    expect(extendState(moved, whole, older)).toBe(moved)
    const replaced = { ...whole, position: { ...position(300), generation: 'h' } }
    expect(extendState(replaced, whole, older)).toBe(replaced)
    expect(extendState(undefined, whole, older)).toBeUndefined()
  })
})
