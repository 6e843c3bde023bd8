import { setTimeout as pause } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import type { Position } from '../../../common/position.ts'
import type { Changes, Snapshot } from '../../book.ts'
import type { BookKeys } from './book-keys.ts'
import { decodeEntry, type StreamRecord } from './encoding.ts'
import { BLOCK_TIME_MS } from './nodes/connections.ts'
import { isRefusal } from './nodes/explain-refusal.ts'
import type { MasterState } from './nodes/master-watch.ts'
import { ReadableReplica } from './nodes/readable-replica.ts'
import { parseReplication } from './nodes/replication.ts'
import { readNews, readSnapshot } from './reading.ts'
import { isLasting } from './write-failure.ts'

const BATCH = 500

const RETRY_PAUSE_MS = 50

/** Each read costs as much as several entries (benchmark row "POST /api/entries, three front ends"). */
const LEAST_READ_INTERVAL_MS = 20

/** How long the master is followed before a replica that forbids something is tried again. */
const REFUSED_PAUSE_MS = 5000

/** Shorter at first, since the start waits for the first node. */
const STARTING_PAUSE_MS = 10
const STARTING_TIME_MS = 1000

interface FollowOptions {
  readonly keys: BookKeys
  readonly replica: Redis
  readonly master: Redis
  readonly masterState: () => MasterState | undefined
  /** Gets a node's message when it refuses to be followed, and undefined when one is followed again. */
  readonly refused: (message: string | undefined) => void
}

interface Followed {
  readonly position: Position
  readonly total: number
  /** False if `total` includes entries that were not read yet. */
  readonly isExact: boolean
  /** The history at the position: the master's, or without one the replica's. Undefined if neither was known. */
  readonly historyId: string | undefined
}

/**
 * Follows both streams with one blocking read, on a replica in step or else on the master. It never reads from `$`, which would miss what
 * happens between two reads. If a node has another history, it may lack our last entries, so a snapshot follows and is compared
 * (`changesBetween`): `second_repl_offset` counts bytes, while a position holds IDs.
 */
export async function* follow(options: FollowOptions, signal: AbortSignal): AsyncGenerator<Snapshot | Changes> {
  const { keys } = options
  const replica = new ReadableReplica(options.replica, keys)
  let followed: Followed | undefined
  let source: Redis | undefined
  const started = performance.now()
  let refusedAt = Number.NEGATIVE_INFINITY
  let readAt = Number.NEGATIVE_INFINITY
  while (!signal.aborted) {
    const master = options.masterState()
    const check = replica.check(master, followed?.position)
    // A follower of the master does not wait for a replica that may be silent.
    if (!master || source !== options.master) await check
    const mayFollow = replica.connected && replica.inStep
    // Without a master, the replica's own history tells whether it has followed another one since.
    const historyId = master ? master.replication.historyId : mayFollow ? replica.replication?.historyId : undefined
    const isForked = followed !== undefined && !liesIn(followed, { generation: master?.generation, historyId })
    const isRefused = performance.now() - refusedAt < REFUSED_PAUSE_MS
    const mayRead = mayFollow && !(master && (isForked || isRefused))
    source = mayRead ? replica.connection : master && options.master
    try {
      if (source?.status !== 'ready') throw new Error('no node to follow')
      if (followed === undefined || isForked) {
        const snapshot = isForked
          ? await readSnapshotOf(source, keys, { historyId, mustBeMaster: master !== undefined })
          : await readSnapshot(source, keys)
        if (master && snapshot.position.generation !== master.generation)
          throw new Error('a node of another generation')
        const { position, total } = snapshot
        followed = { position, total, isExact: true, historyId }
        yield snapshot
      } else {
        await pauseUntil(readAt + LEAST_READ_INTERVAL_MS, signal)
        const news: News = await awaitNews(source, keys, followed)
        readAt = performance.now()
        followed = news.followed
        if (mayRead || !isRefused) options.refused(undefined)
        if (news.changes) yield news.changes
      }
    } catch (error) {
      // Connections report their own errors.
      if (isRefusal(error)) options.refused(error.message)
      if (mayRead && isLasting(error)) refusedAt = performance.now()
      replica.forget()
      source = undefined
      const isStarting = followed === undefined && performance.now() - started < STARTING_TIME_MS
      await pause(isStarting ? STARTING_PAUSE_MS : RETRY_PAUSE_MS, undefined, { signal }).catch(() => undefined)
    }
  }
}

/** Resolves at a time of `performance.now()`, or when `signal` aborts. */
async function pauseUntil(time: number, signal: AbortSignal): Promise<void> {
  const left = time - performance.now()
  if (left > 0) await pause(left, undefined, { signal }).catch(() => undefined)
}

interface History {
  readonly generation: string | undefined
  readonly historyId: string | undefined
}

function liesIn(followed: Followed, { generation, historyId }: History): boolean {
  const isSameBook = generation === undefined || generation === followed.position.generation
  return isSameBook && (historyId === undefined || historyId === followed.historyId)
}

interface Expected {
  readonly historyId: string | undefined
  readonly mustBeMaster: boolean
}

/** Reads a snapshot of a known history; the connection may still lead to a node of the previous one. */
async function readSnapshotOf(node: Redis, keys: BookKeys, expected: Expected): Promise<Snapshot> {
  const [info, snapshot] = await Promise.all([node.info('replication'), readSnapshot(node, keys)])
  const { role, historyId } = parseReplication(info)
  if (historyId === expected.historyId && (role === 'master' || !expected.mustBeMaster)) return snapshot
  node.disconnect(true)
  throw new Error(expected.mustBeMaster ? 'a node that is not the master' : 'a node of another history')
}

interface News {
  readonly changes: Changes | undefined
  readonly followed: Followed
}

async function awaitNews(node: Redis, keys: BookKeys, followed: Followed): Promise<News> {
  const { entries, changes: lastChange } = followed.position
  const streams = ['STREAMS', keys.entries, keys.changes, entries, lastChange] as const
  const reply = await node.xread('COUNT', BATCH, 'BLOCK', BLOCK_TIME_MS, ...streams)
  if (!reply) return { changes: undefined, followed }
  const records = byStream(reply as StreamsReply)
  const added = (records.get(keys.entries) ?? []).map(([id, fields]) => decodeEntry([id, fields]))
  // A blocked read wakes for one stream only, and a replacement changes both.
  const isPlain = !records.has(keys.changes) && !added.some(({ replaces }) => replaces !== undefined)
  if (followed.isExact && isPlain) {
    const position = { ...followed.position, entries: added.at(-1)?.id ?? entries }
    const total = followed.total + added.length
    const changes: Changes = { kind: 'changes', added, changed: [], total, position }
    return { changes, followed: { ...followed, position, total } }
  }
  // An entry may be gone before it was ever read, so the total is read together with the news.
  const { changes, isWhole } = await readNews(node, keys, followed.position, BATCH)
  const { position, total } = changes
  return { changes, followed: { ...followed, position, total, isExact: isWhole } }
}

function byStream(reply: StreamsReply): Map<string, StreamRecord[]> {
  return new Map(reply ?? [])
}

type StreamsReply = readonly (readonly [key: string, records: StreamRecord[]])[] | null
