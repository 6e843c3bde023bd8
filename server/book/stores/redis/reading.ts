import type { Redis } from 'ioredis'
import type { Entry } from '../../../common/entry.ts'
import { LOG_START, type LogId } from '../../../common/log-id.ts'
import type { Position } from '../../../common/position.ts'
import { type Changes, type Found, type Page, type PageRequest, SNAPSHOT_SIZE, type Snapshot } from '../../book.ts'
import { parseGate } from '../../gate.ts'
import { pageOf } from '../page-of.ts'
import type { BookKeys } from './book-keys.ts'
import { type ChangeRecord, decodeChange } from './change-encoding.ts'
import { decodeEntry, decodePairs, type MarkedRecord } from './encoding.ts'
import { FIND, READ, READ_AFTER, READ_NEWS, READ_SNAPSHOT } from './scripts/read.ts'

/** Reads a page and the node's position in one atomic step. Throws the errors of the node or connection. */
export async function readPage(
  node: Redis,
  keys: BookKeys,
  { before, after, limit }: Pick<PageRequest, 'before' | 'after' | 'limit'>,
): Promise<Page> {
  if (after !== undefined) return readPageAfter(node, keys, after, limit)
  const { position, total, entries, pinned } = await read(node, keys, endBefore(before), limit + 1)
  const { items, next } = pageOf(entries, limit)
  return { entries: items, next, total, position, ...(before === undefined && { pinned }) }
}

async function readPageAfter(node: Redis, keys: BookKeys, after: LogId, limit: number): Promise<Page> {
  const { entries: log, generation: generationKey, changes } = keys
  const reply = await (node as ReadingRedis).readAfter(log, generationKey, changes, after, limit + 1)
  const [generation, lastEntry, lastChange, total, records, hasOlder] = reply
  const position = positionOf(generation, lastEntry, lastChange)
  const found = decodeEntries(records)
  const entries = found.slice(0, limit).reverse()
  const next = hasOlder === 1 ? (entries.at(-1)?.id ?? null) : null
  return { entries, next, hasNewer: found.length > limit, total, position }
}

/** Redis rejects an exclusive bound before its first ID. */
function endBefore(before: LogId | undefined): string {
  if (before === undefined) return '+'
  return before === LOG_START ? before : `(${before}`
}

export async function readEntry(node: Redis, keys: BookKeys, id: LogId): Promise<Found> {
  const reply = await (node as ReadingRedis).findEntry(keys.entries, keys.generation, keys.changes, id)
  const [generation, lastEntry, lastChange, record, movedTo, wasRemoved] = reply
  const position = positionOf(generation, lastEntry, lastChange)
  const entry = record ? decodeEntry(JSON.parse(record)) : undefined
  if (movedTo) return { entry, movedTo, position }
  return wasRemoved === 1 ? { entry, wasRemoved: true, position } : { entry, position }
}

export async function readSnapshot(node: Redis, keys: BookKeys): Promise<Snapshot> {
  const sizes = [SNAPSHOT_SIZE, SNAPSHOT_SIZE]
  const reply = await (node as ReadingRedis).readSnapshot(keys.entries, keys.generation, keys.changes, ...sizes)
  const [generation, lastEntry, lastChange, total, records, pinned, changes, gate, settings] = reply
  return {
    kind: 'snapshot',
    entries: decodeEntries(records),
    pinned: decodeEntries(pinned),
    changed: (JSON.parse(changes) as ChangeRecord[]).map(decodeChange),
    total,
    position: positionOf(generation, lastEntry, lastChange),
    gate: parseGate(gate),
    settings: decodePairs(settings),
  }
}

export async function readPosition(node: Redis, keys: BookKeys): Promise<Position> {
  return (await read(node, keys, '+', 0)).position
}

async function read(
  node: Redis,
  { entries: log, generation: generationKey, changes }: BookKeys,
  from: string,
  count: number,
): Promise<{ position: Position; total: number; entries: Entry[]; pinned: Entry[] }> {
  const reply = await (node as ReadingRedis).readBook(log, generationKey, changes, from, '-', count)
  const [generation, lastEntry, lastChange, total, records, pinned] = reply
  const position = positionOf(generation, lastEntry, lastChange)
  return { position, total, entries: decodeEntries(records), pinned: decodeEntries(pinned) }
}

/** A book that is missing has no generation. */
function positionOf(generation: string | null, entries: LogId, changes: LogId): Position {
  return { generation: generation ?? '', entries, changes }
}

function decodeEntries(json: string): Entry[] {
  return (JSON.parse(json) as MarkedRecord[]).map(decodeEntry)
}

interface NewsReply {
  /** `total` and `position` are those of the end of what was read. */
  readonly changes: Changes
  /** False if there is more, so that `total` includes entries that were not read yet. */
  readonly isWhole: boolean
}

/** Reads up to `count` entries and changes that came after `position`, and what changed entries are now. */
export async function readNews(node: Redis, keys: BookKeys, position: Position, count: number): Promise<NewsReply> {
  const { entries, generation, changes } = keys
  const after = [position.entries, position.changes]
  const reply = await (node as ReadingRedis).readNews(entries, generation, changes, ...after, count)
  const [added, changed, lastEntry, lastChange, total, hasMore, gate, settings] = reply
  return {
    changes: {
      kind: 'changes',
      added: added.map(decodeEntry),
      changed: changed.map(decodeChange),
      total,
      position: { ...position, entries: lastEntry, changes: lastChange },
      ...(gate === null ? {} : { gate: parseGate(gate) }),
      ...(settings === null ? {} : { settings: decodePairs(settings) }),
    },
    isWhole: hasMore === 0,
  }
}

/** Defines the read scripts on a connection. Call it once for each. */
export function defineReads(node: Redis): void {
  const numberOfKeys = 3
  node.defineCommand('readBook', { lua: READ, numberOfKeys })
  node.defineCommand('readAfter', { lua: READ_AFTER, numberOfKeys })
  node.defineCommand('findEntry', { lua: FIND, numberOfKeys })
  node.defineCommand('readSnapshot', { lua: READ_SNAPSHOT, numberOfKeys })
  node.defineCommand('readNews', { lua: READ_NEWS, numberOfKeys })
}

type Ends = [generation: string | null, lastEntry: LogId, lastChange: LogId]

interface ReadingRedis extends Redis {
  readBook(...keysAndRange: (string | number)[]): Promise<[...Ends, total: number, records: string, pinned: string]>
  readAfter(...keysAndRange: (string | number)[]): Promise<[...Ends, total: number, records: string, hasOlder: number]>
  findEntry(
    ...keysAndId: string[]
  ): Promise<[...Ends, record: string | null, movedTo: LogId | null, wasRemoved: number]>
  readSnapshot(
    ...keysAndSizes: (string | number)[]
  ): Promise<
    [...Ends, total: number, records: string, pinned: string, changes: string, gate: string | null, settings: string[]]
  >
  readNews(
    ...keysAndRange: (string | number)[]
  ): Promise<
    [
      added: MarkedRecord[],
      changed: ChangeRecord[],
      LogId,
      LogId,
      total: number,
      hasMore: number,
      gate: string | null,
      settings: string[] | null,
    ]
  >
}
