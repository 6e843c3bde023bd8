import type { Changes, Snapshot } from '../../server/book/book.ts'
import type { Change, Operation } from '../../server/book/changes.ts'
import { applyChanges, type FeedState } from '../../server/book/feed/feed-state.ts'
import { OPEN_GATE } from '../../server/book/gate.ts'
import type { Entry } from '../../server/common/entry.ts'
import * as support from '../support/entry.ts'

export const entry = (number: number) => support.entry({ id: `${number}-0`, message: `${number}` })

/** Entries `from` to `to`, newest first. */
export const entries = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, index) => entry(from - index))

export const position = (number: number, change = 0) => ({
  generation: 'g',
  entries: `${number}-0`,
  changes: `${change}-0`,
})
export const changeOf = (op: Operation, id: number, number: number, now?: Entry): Change => ({
  id: `${id}-0`,
  op,
  entry: `${number}-0`,
  now,
})
export const removal = (id: number, number: number) => changeOf('remove', id, number)
export const hide = (id: number, number: number) => changeOf('hide', id, number)
export const show = (id: number, number: number) => changeOf('show', id, number, entry(number))
export const answered = (number: number, text: string): Entry => ({
  ...entry(number),
  reply: { text, at: '2026-03-09T15:04:05.000Z' },
})
export const reply = (id: number, number: number, text = 'Thank you') =>
  changeOf('reply', id, number, answered(number, text))
/** The texts that a state can repeat for an entry. */
export const words = (state: FeedState, number: number) =>
  state.changed.filter(({ entry }) => entry === `${number}-0`).map(({ now }) => now?.reply?.text ?? now?.message)
export const ids = (state: { entries: readonly Entry[] } | undefined) =>
  state?.entries.map(({ id }) => Number(id.split('-')[0]))

export const applied = (state: FeedState, changes: Omit<Changes, 'kind'>) =>
  applyChanges(state, { kind: 'changes', ...changes })

export function snapshot(newest: number, oldest: number, total: number): Snapshot {
  return {
    kind: 'snapshot',
    entries: entries(newest, oldest),
    changed: [],
    pinned: [],
    total,
    position: position(newest),
    gate: OPEN_GATE,
    settings: {},
  }
}
