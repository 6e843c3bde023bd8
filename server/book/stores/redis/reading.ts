import type { Redis } from 'ioredis'
import type { Entry } from '../../../common/entry.ts'
import { LOG_START, type LogId } from '../../../common/log-id.ts'
import type { Position } from '../../../common/position.ts'
import { type Page, SNAPSHOT_SIZE, type Snapshot } from '../../book.ts'
import { OPEN_GATE } from '../../gate.ts'
import type { BookKeys } from './book-keys.ts'
import { decodeChange, decodeEntry, type StreamRecord } from './encoding.ts'
import { READ, READ_NEWS } from './scripts.ts'

/** Reads a page and the node's position in one atomic step. Throws the errors of the node or connection. */
export async function readPage(
  node: Redis,
  keys: BookKeys,
  { before, limit }: { before?: LogId | undefined; limit: number },
): Promise<Page> {
  const { records, total, position } = await read(node, keys, { from: endBefore(before), entries: limit + 1 })
  const entries = records.map(decodeEntry)
  const page = entries.slice(0, limit)
  return { entries: page, next: entries.length > limit ? (page.at(-1)?.id ?? null) : null, total, position }
}

/** Redis rejects an exclusive bound before its first ID. */
function endBefore(before: LogId | undefined): string {
  if (before === undefined) return '+'
  return before === LOG_START ? before : `(${before}`
}

/** Reads an entry and the node's position. */
export async function readEntry(
  node: Redis,
  keys: BookKeys,
  id: LogId,
): Promise<{ entry: Entry | undefined; position: Position }> {
  const { records, position } = await read(node, keys, { from: id, to: id, entries: 1 })
  const [record] = records
  return { entry: record && decodeEntry(record), position }
}

/** Reads the newest part of the book at one moment. */
export async function readSnapshot(node: Redis, keys: BookKeys): Promise<Snapshot> {
  const { records, changed, ...state } = await read(node, keys, { entries: SNAPSHOT_SIZE, changed: SNAPSHOT_SIZE })
  return {
    kind: 'snapshot',
    entries: records.map(decodeEntry),
    changed: changed.map(decodeChange).reverse(),
    ...state,
    gate: OPEN_GATE,
    settings: {},
  }
}

/** Reads how far a node is. */
export async function readPosition(node: Redis, keys: BookKeys): Promise<Position> {
  return (await read(node, keys, {})).position
}

interface State {
  readonly position: Position
  readonly total: number
}

interface Range {
  /** The range of entries, newest first and inclusive; by default the whole log. */
  readonly from?: string
  readonly to?: string
  /** How many of the newest entries and changes to read; by default none. */
  readonly entries?: number
  readonly changed?: number
}

async function read(
  node: Redis,
  { entries: log, removed: removedLog, generation: generationKey }: BookKeys,
  { from = '+', to = '-', entries = 0, changed = 0 }: Range,
): Promise<State & { records: StreamRecord[]; changed: StreamRecord[] }> {
  const keys = [log, removedLog, generationKey] as const
  const reply = await (node as ReadingRedis).readBook(...keys, from, to, entries, changed)
  const [generation, lastEntry, lastRemoved, total, records, removed] = reply
  const position = { generation: generation ?? '', entries: lastEntry, removed: lastRemoved }
  return { position, total, records: JSON.parse(records), changed: JSON.parse(removed) }
}

export type StreamsReply = readonly (readonly [key: string, records: StreamRecord[]])[] | null

export interface NewsReply {
  readonly news: StreamsReply
  readonly lastEntry: LogId
  readonly lastRemoved: LogId
  readonly total: number
}

/** Defines the read scripts on a connection. Call it once for each. */
export async function readNews(
  node: Redis,
  keys: BookKeys,
  { entries, removed }: Position,
  count: number,
): Promise<NewsReply> {
  const reply = await (node as ReadingRedis).readNews(keys.entries, keys.removed, entries, removed, count)
  const [news, lastEntry, lastRemoved, total] = reply
  return { news, lastEntry, lastRemoved, total }
}

/** Call it once for each connection. */
export function defineReads(node: Redis): void {
  node.defineCommand('readBook', { lua: READ, numberOfKeys: 3 })
  node.defineCommand('readNews', { lua: READ_NEWS, numberOfKeys: 2 })
}

interface ReadingRedis extends Redis {
  readBook(
    ...keysAndRange: (string | number)[]
  ): Promise<[generation: string | null, LogId, LogId, total: number, records: string, removals: string]>
  readNews(...keysAndRange: (string | number)[]): Promise<[news: StreamsReply, LogId, LogId, total: number]>
}
