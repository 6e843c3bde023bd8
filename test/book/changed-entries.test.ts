import { describe, expect, test } from 'vitest'
import type { Change, Operation } from '../../server/book/changes.ts'
import { growthBy } from '../../server/book/feed/changed-entries.ts'
import { type FeedState, stateOf } from '../../server/book/feed/feed-state.ts'
import type { Entry } from '../../server/common/entry.ts'
import { applied, changeOf, entry, hide, ids, position, removal, reply, show, snapshot, words } from './states.ts'

describe('an entry that was hidden', () => {
  const changing = (state: FeedState, ...changed: Change[]) => {
    const last = Number(changed.at(-1)?.id.split('-')[0])
    const total = state.total - changed.filter(({ now }) => now === undefined).length
    return applied(state, { added: [], changed, total, position: position(3, last) })
  }
  const book = stateOf(snapshot(5, 1, 5), 1)

  test('gets its place back when it is shown', () => {
    const hidden = changing(book, hide(1, 3))
    expect(ids(hidden)).toEqual([5, 4, 2, 1])
    expect(ids(changing(hidden, show(2, 3)))).toEqual([5, 4, 3, 2, 1])
  })

  test.each<[what: string, changed: Change[], shown: number[]]>([
    ['hidden and shown', [hide(1, 3), show(2, 3)], [5, 4, 3, 2, 1]],
    ['shown and hidden', [changeOf('show', 1, 3), hide(2, 3)], [5, 4, 2, 1]],
    ['answered and hidden', [changeOf('reply', 1, 3), hide(2, 3)], [5, 4, 2, 1]],
    ['hidden, answered and removed', [hide(1, 3), changeOf('reply', 2, 3), removal(3, 3)], [5, 4, 2, 1]],
    ['answered while it is hidden', [hide(1, 3), changeOf('reply', 2, 3)], [5, 4, 2, 1]],
  ])('%s at once: the last change counts', (_what, changed, shown) => {
    expect(ids(changing(book, ...changed))).toEqual(shown)
    expect(ids(changed.reduce((state, change) => changing(state, change), book))).toEqual(shown)
  })

  test('is not added when it is older than memory, but readers are told', () => {
    const state = changing(stateOf(snapshot(300, 101, 300), 1), show(1, 50))
    expect(ids(state)).not.toContain(50)
    expect(words(state, 50)).toEqual(['50'])
  })

  test('and was the oldest in memory comes back, too', () => {
    const full = stateOf(snapshot(300, 101, 300), 1)
    expect(ids(changing(changing(full, hide(1, 101)), show(2, 101)))).toEqual(ids(full))
  })

  test('comes back although memory is full: the oldest makes room', () => {
    const full = changing(stateOf(snapshot(300, 101, 300), 1), hide(1, 200))
    const grown = applied(full, { added: [entry(301)], changed: [], total: 300, position: position(301, 1) })
    expect(grown.entries).toHaveLength(200)
    const shown = changing(grown, show(2, 200))
    expect(ids(shown)).toContain(200)
    expect(shown.entries).toHaveLength(200)
    expect(shown.entriesAfter).toBe('101-0')
  })

  test('before this process has read it never shows', () => {
    const early = changing(book, hide(1, 6))
    expect(ids(applied(early, { added: [entry(6)], changed: [], total: 5, position: position(6, 1) }))).not.toContain(6)
  })

  test('or answered before this process has read it shows once, with its answer', () => {
    const early = changing(book, reply(1, 6))
    const state = applied(early, { added: [entry(6)], changed: [], total: 6, position: position(6, 1) })
    expect(ids(state)).toEqual([6, 5, 4, 3, 2, 1])
    expect(state.entries[0]?.reply?.text).toBe('Thank you')
  })
})

describe('words that are gone', () => {
  const book = stateOf(snapshot(5, 1, 5), 1)
  const step = (state: FeedState, changed: Change[], added: Entry[] = []) =>
    applied(state, { added, changed, total: 5, position: position(6, 9) })

  test('a reply is in memory, and an earlier one is not repeated', () => {
    const state = step(step(book, [reply(1, 3, 'First')]), [reply(2, 3, 'Second')])
    expect(state.entries.find(({ id }) => id === '3-0')?.reply?.text).toBe('Second')
    expect(words(state, 3)).toEqual([undefined, 'Second'])
  })

  test.each<Operation>(['remove', 'hide', 'take-back', 'replace', 'replace-waits'])(
    'after %s neither the entry nor its reply is repeated',
    (op) => {
      const state = step(step(book, [reply(1, 3)]), [changeOf(op, 2, 3)])
      expect(JSON.stringify(state.entries)).not.toContain('Thank you')
      expect(words(state, 3)).toEqual([undefined, undefined])
    },
  )

  test('a replaced entry is gone, the new one is there', () => {
    const edited: Entry = { ...entry(6), edited: true, replaces: '3-0' }
    const state = step(book, [changeOf('replace', 1, 3)], [edited])
    expect(ids(state)).toEqual([6, 5, 4, 2, 1])
    expect(state.entries[0]).toEqual(edited)
  })

  test('a snapshot that repeats itself is remembered once', () => {
    const state = stateOf({ ...snapshot(5, 1, 5), changed: [reply(1, 3), reply(2, 3)] }, 1)
    expect(words(state, 3)).toEqual([undefined, 'Thank you'])
  })
})

test.each<[what: string, growth: number, changed: Change[], earlier: Change[]]>([
  ['hidden', -1, [hide(1, 3)], []],
  ['shown', 1, [show(1, 3)], []],
  ['removed', -1, [removal(1, 3)], []],
  ['answered', 0, [reply(1, 3)], []],
  ['hidden and shown', 0, [hide(1, 3), show(2, 3)], []],
  ['shown and hidden', 0, [changeOf('show', 1, 3), hide(2, 3)], []],
  ['shown and answered', 1, [changeOf('show', 1, 3), reply(2, 3)], []],
  ['removed after it was hidden', 0, [removal(2, 3)], [hide(1, 3)]],
  ['removed after it was hidden and answered', 0, [removal(3, 3)], [hide(1, 3), changeOf('reply', 2, 3)]],
  ['hidden, as was another before', -1, [hide(2, 3)], [hide(1, 4)]],
])('readers count one that was %s: %d', (_what, growth, changed, earlier) => {
  expect(growthBy(changed, earlier)).toBe(growth)
})
