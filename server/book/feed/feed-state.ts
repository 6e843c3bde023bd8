import { isDeepStrictEqual } from 'node:util'
import type { Entry } from '../../common/entry.ts'
import { compareIds, LOG_START, type LogId } from '../../common/log-id.ts'
import { type Position, reaches } from '../../common/position.ts'
import { type Changes, type Page, SNAPSHOT_SIZE, type Snapshot } from '../book.ts'
import type { Change } from '../changes.ts'
import type { Gate } from '../gate.ts'
import { growthBy, withChanges, withoutOldWords } from './changed-entries.ts'
import { pinnedAfter } from './pinned-entries.ts'

/** The newest part of the book as this process knows it. Immutable: every change makes a new state. */
export interface FeedState {
  readonly version: number
  readonly entries: readonly Entry[]
  /** All remaining entries after this ID are in `entries`. */
  readonly entriesAfter: LogId
  /** Only the last change of an entry has `now`, so that deleted words are never repeated. */
  readonly changed: readonly Change[]
  /** All changes after this ID are in `changed`. */
  readonly changedAfter: LogId
  /** Newest first, also those older than `entries`. May be more than `PINNED_LIMIT`, from older releases. */
  readonly pinned: readonly Entry[]
  readonly total: number
  readonly position: Position
  readonly gate: Gate
  readonly settings: Readonly<Record<string, string>>
}

/** The state that a snapshot begins. */
export function stateOf(snapshot: Snapshot, version: number): FeedState {
  const { entries, changed, pinned, total, position, gate, settings } = snapshot
  return {
    version,
    entries,
    pinned,
    entriesAfter: entries.length < SNAPSHOT_SIZE ? LOG_START : (entries.at(-1)?.id ?? LOG_START),
    changed: withoutOldWords(changed),
    changedAfter: changed.length < SNAPSHOT_SIZE ? LOG_START : (changed[0]?.id ?? LOG_START),
    total,
    position,
    gate,
    settings,
  }
}

/** Undefined if the snapshot does not continue the state. Contents are compared too, since two masters may give the same ID twice. */
export function changesBetween(state: FeedState, snapshot: Snapshot): Changes | undefined {
  const later = stateOf(snapshot, 0)
  const { entries: lastEntry, changes: lastChange } = state.position
  const isWithin = compareIds(lastEntry, later.entriesAfter) >= 0 && compareIds(lastChange, later.changedAfter) >= 0
  if (!isWithin || !reaches(snapshot.position, state.position)) return undefined
  const added = later.entries.filter(({ id }) => compareIds(id, lastEntry) > 0)
  const changed = later.changed.filter(({ id }) => compareIds(id, lastChange) > 0)
  const gone = new Set(changed.map(({ entry }) => entry))
  const entriesAfter = latest(state.entriesAfter, later.entriesAfter)
  const changedAfter = latest(state.changedAfter, later.changedAfter)
  const shared = <Item extends { id: LogId }>(items: readonly Item[], after: LogId, last: LogId) =>
    items.filter(({ id }) => compareIds(id, after) > 0 && compareIds(id, last) <= 0 && !gone.has(id))
  const isSame =
    isDeepStrictEqual(shared(state.entries, entriesAfter, lastEntry), shared(later.entries, entriesAfter, lastEntry)) &&
    isDeepStrictEqual(
      shared(state.changed, changedAfter, lastChange).map(recordOf),
      shared(later.changed, changedAfter, lastChange).map(recordOf),
    ) &&
    isDeepStrictEqual(pinnedAfter(state.pinned, { added, changed }), later.pinned)
  if (!isSame) return undefined
  const { total, position, gate, settings } = snapshot
  return { kind: 'changes', added: added.reverse(), changed: [...changed], total, position, gate, settings }
}

/** A change without `now`, which depends on when it was read. */
function recordOf({ id, op, entry }: Change): Change {
  return { id, op, entry }
}

/** True if a reader of this log may have this position. Others are older than memory, or from a log that lost its last entries. */
export function wasRead(
  { entries, entriesAfter, changed, changedAfter, position: last }: FeedState,
  position: Position,
): boolean {
  const isEntry = (id: LogId) =>
    id === last.entries ||
    id === entriesAfter ||
    entries.some((entry) => entry.id === id) ||
    changed.some((change) => change.entry === id)
  const isChange = (id: LogId) =>
    id === last.changes || id === changedAfter || changed.some((change) => change.id === id)
  return isEntry(position.entries) && isChange(position.changes)
}

function latest(a: LogId, b: LogId): LogId {
  return compareIds(a, b) > 0 ? a : b
}

/** The state after the changes, cut to what memory keeps. */
export function applyChanges(state: FeedState, changes: Changes): FeedState {
  const { added, changed: more, total, position, gate = state.gate, settings = state.settings } = changes
  const changed = more.length > 0 ? withoutOldWords([...state.changed, ...more]) : state.changed
  const ofUnread = state.changed.filter(({ entry = LOG_START }) => compareIds(entry, state.position.entries) > 0)
  const entries = withChanges([...added.toReversed(), ...state.entries], [...ofUnread, ...more], state.entriesAfter)
  const forgotten = changed.slice(0, -SNAPSHOT_SIZE)
  return {
    version: state.version + 1,
    entries: entries.slice(0, SNAPSHOT_SIZE),
    entriesAfter: entries[SNAPSHOT_SIZE]?.id ?? state.entriesAfter,
    changed: changed.slice(-SNAPSHOT_SIZE),
    changedAfter: forgotten.at(-1)?.id ?? state.changedAfter,
    pinned: pinnedAfter(state.pinned, changes),
    total,
    position,
    gate,
    settings,
  }
}

/** How many entries a reader at this position has counted. Off by those that were removed long after they were hidden. */
export function totalAt({ entries, changed, total }: FeedState, position: Position): number {
  const isLater = ({ id }: Change) => compareIds(id, position.changes) > 0
  const isCounted = ({ entry = LOG_START }: Change) => compareIds(entry, position.entries) <= 0
  const missed = entries.filter(({ id }) => compareIds(id, position.entries) > 0).length
  const known = changed.filter(isCounted)
  return (
    total -
    missed -
    growthBy(
      known.filter(isLater),
      known.filter((change) => !isLater(change)),
    )
  )
}

/** Adds older entries. Returns `current` unchanged if they no longer connect, because entries were dropped or the book was replaced. */
export function extendState(current: FeedState | undefined, earlier: FeedState, older: Page): FeedState | undefined {
  const connects =
    current !== undefined &&
    current.entriesAfter === earlier.entriesAfter &&
    current.position.generation === earlier.position.generation &&
    older.position.generation === earlier.position.generation
  if (!connects) return current
  const entriesAfter = older.next === null ? LOG_START : (older.entries.at(-1)?.id ?? current.entriesAfter)
  // If memory was empty, `older` starts at the newest entry: memory may have it by now, or not have read it yet.
  const known = new Set(current.entries.map(({ id }) => id))
  const unknown = older.entries.filter(({ id }) => !known.has(id) && compareIds(id, current.position.entries) <= 0)
  const entries = withChanges([...current.entries, ...unknown], current.changed, entriesAfter)
  return { ...current, version: current.version + 1, entries, entriesAfter }
}
