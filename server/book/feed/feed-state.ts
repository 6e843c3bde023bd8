import { isDeepStrictEqual } from 'node:util'
import type { Entry } from '../../common/entry.ts'
import { compareIds, LOG_START, type LogId } from '../../common/log-id.ts'
import { type Position, reaches } from '../../common/position.ts'
import { type Changes, type Page, type Removal, SNAPSHOT_SIZE, type Snapshot } from '../book.ts'

/** The newest part of the book as this process knows it. Immutable: every change makes a new state. */
export interface FeedState {
  /** Counts the changes since the start. */
  readonly version: number
  readonly entries: readonly Entry[]
  /** All remaining entries after this ID are in `entries`. */
  readonly entriesAfter: LogId
  readonly removals: readonly Removal[]
  /** All removals after this ID are in `removals`. */
  readonly removalsAfter: LogId
  readonly total: number
  readonly position: Position
}

export function stateOf({ entries, removals, total, position }: Snapshot, version: number): FeedState {
  return {
    version,
    entries,
    entriesAfter: entries.length < SNAPSHOT_SIZE ? LOG_START : (entries.at(-1)?.id ?? LOG_START),
    removals,
    removalsAfter: removals.length < SNAPSHOT_SIZE ? LOG_START : (removals[0]?.id ?? LOG_START),
    total,
    position,
  }
}

/** Undefined if the snapshot does not continue the state. Contents are compared too, since two masters may give the same ID twice. */
export function changesBetween(state: FeedState, snapshot: Snapshot): Changes | undefined {
  const later = stateOf(snapshot, 0)
  const { entries: lastEntry, removed: lastRemoval } = state.position
  const isWithin = compareIds(lastEntry, later.entriesAfter) >= 0 && compareIds(lastRemoval, later.removalsAfter) >= 0
  if (!isWithin || !reaches(snapshot.position, state.position)) return undefined
  const added = later.entries.filter(({ id }) => compareIds(id, lastEntry) > 0)
  const removals = later.removals.filter(({ id }) => compareIds(id, lastRemoval) > 0)
  const gone = new Set(removals.map(({ entry }) => entry))
  const entriesAfter = latest(state.entriesAfter, later.entriesAfter)
  const removalsAfter = latest(state.removalsAfter, later.removalsAfter)
  const shared = <Item extends { id: LogId }>(items: readonly Item[], after: LogId, last: LogId) =>
    items.filter(({ id }) => compareIds(id, after) > 0 && compareIds(id, last) <= 0 && !gone.has(id))
  const isSame =
    isDeepStrictEqual(shared(state.entries, entriesAfter, lastEntry), shared(later.entries, entriesAfter, lastEntry)) &&
    isDeepStrictEqual(
      shared(state.removals, removalsAfter, lastRemoval),
      shared(later.removals, removalsAfter, lastRemoval),
    )
  if (!isSame) return undefined
  const { total, position } = snapshot
  return { kind: 'changes', added: added.reverse(), removals: [...removals], total, position }
}

/** True if a reader of this log may have this position. Others are older than memory, or from a log that lost its last entries. */
export function wasRead(
  { entries, entriesAfter, removals, removalsAfter, position: last }: FeedState,
  position: Position,
): boolean {
  const isEntry = (id: LogId) =>
    id === last.entries ||
    id === entriesAfter ||
    entries.some((entry) => entry.id === id) ||
    removals.some((removal) => removal.entry === id)
  const isRemoval = (id: LogId) =>
    id === last.removed || id === removalsAfter || removals.some((removal) => removal.id === id)
  return isEntry(position.entries) && isRemoval(position.removed)
}

function latest(a: LogId, b: LogId): LogId {
  return compareIds(a, b) > 0 ? a : b
}

/** The state after the changes, limited to what memory keeps. */
export function applyChanges(state: FeedState, { added, removals, total, position }: Changes): FeedState {
  const gone = new Set(removals.map(({ entry }) => entry))
  const entries = [...added.toReversed(), ...state.entries].filter(({ id }) => !gone.has(id))
  const allRemovals = [...state.removals, ...removals]
  const forgotten = allRemovals.slice(0, -SNAPSHOT_SIZE)
  return {
    version: state.version + 1,
    entries: entries.slice(0, SNAPSHOT_SIZE),
    entriesAfter: entries[SNAPSHOT_SIZE]?.id ?? state.entriesAfter,
    removals: allRemovals.slice(-SNAPSHOT_SIZE),
    removalsAfter: forgotten.at(-1)?.id ?? state.removalsAfter,
    total,
    position,
  }
}

/** Adds older entries. Returns `current` unchanged if they no longer connect, because entries were dropped or the book was replaced. */
export function extendState(current: FeedState | undefined, earlier: FeedState, older: Page): FeedState | undefined {
  const connects =
    current !== undefined &&
    current.entriesAfter === earlier.entriesAfter &&
    current.position.generation === earlier.position.generation &&
    older.position.generation === earlier.position.generation
  if (!connects) return current
  // If memory was empty, `older` starts at the newest entry, and memory may have gained the same entries since.
  const known = new Set([...current.removals.map(({ entry }) => entry), ...current.entries.map(({ id }) => id)])
  const entries = [...current.entries, ...older.entries.filter(({ id }) => !known.has(id))]
  return {
    ...current,
    version: current.version + 1,
    entries,
    entriesAfter: older.next === null ? LOG_START : (older.entries.at(-1)?.id ?? current.entriesAfter),
  }
}
