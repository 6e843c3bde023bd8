import { describe, expect, test } from 'vitest'
import { extendState, type FeedState, stateOf, totalAt } from '../../server/book/feed/feed-state.ts'
import { applied, entries, entry, hide, ids, position, removal, reply, show, snapshot } from './states.ts'

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

test('changes that concern no entry move the position and keep the rest', () => {
  const book = stateOf(snapshot(5, 1, 5), 1)
  const gate = { state: 'closed' as const }
  const settings = { ownerName: 'Anna' }
  const closed = applied(book, {
    added: [],
    changed: [{ id: '1-0', op: 'gate' }],
    total: 5,
    position: position(5, 1),
    gate,
    settings,
  })
  expect(closed).toMatchObject({ entries: book.entries, gate, settings, position: position(5, 1) })
  expect(applied(closed, { added: [], changed: [], total: 5, position: position(5, 1) })).toMatchObject({
    gate,
    settings,
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

  test('an entry that was hidden before the page was read is on it again when it is shown', () => {
    const withoutOne = { ...older, entries: older.entries.filter(({ id }) => id !== '150-0') }
    const current = applied(whole, { added: [], changed: [show(2, 150)], total: 300, position: position(300, 2) })
    expect(ids(extendState(current, whole, withoutOne))).toEqual(ids({ entries: entries(300, 101) }))
  })

  test('the page’s entries have the replies that came meanwhile', () => {
    const current = applied(whole, { added: [], changed: [reply(2, 150)], total: 300, position: position(300, 2) })
    const state = extendState(current, whole, older)
    expect(ids(state)).toEqual(ids({ entries: entries(300, 101) }))
    expect(state?.entries.find(({ id }) => id === '150-0')?.reply?.text).toBe('Thank you')
  })

  test('an empty memory takes no entries that it has not reached yet, so that none is added twice', () => {
    const empty = { ...whole, entries: [], total: 1 }
    const page = { entries: entries(302, 300), next: null, total: 3, position: position(302) }
    const state = extendState(empty, empty, page) as FeedState
    expect(ids(state)).toEqual([300])
    const more = { added: [entry(301), entry(302)], changed: [], total: 3, position: position(302) }
    expect(ids(applied(state, more))).toEqual([302, 301, 300])
  })

  test('adds nothing if there would be a gap', () => {
    const moved = { ...whole, entriesAfter: '250-0' }
    expect(extendState(moved, whole, older)).toBe(moved)
    const replaced = { ...whole, position: { ...position(300), generation: 'h' } }
    expect(extendState(replaced, whole, older)).toBe(replaced)
    expect(extendState(undefined, whole, older)).toBeUndefined()
  })
})

test('knows how many entries a reader counts at an earlier position', () => {
  const first = applied(stateOf(snapshot(5, 1, 5), 1), {
    added: [entry(6), entry(7)],
    changed: [hide(1, 2), hide(2, 7)],
    total: 5,
    position: position(7, 2),
  })
  const last = applied(first, { added: [], changed: [removal(3, 2), show(4, 7)], total: 6, position: position(7, 4) })
  expect(totalAt(last, position(5, 0))).toBe(5)
  expect(totalAt(last, position(7, 2))).toBe(5)
  expect(totalAt(last, position(7, 3))).toBe(5)
  expect(totalAt(last, position(7, 4))).toBe(6)
})
