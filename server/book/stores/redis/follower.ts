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

/** The node to read from next. */
interface Choice {
  readonly master: MasterState | undefined
  readonly source: Redis | undefined
  /** Otherwise from the master. */
  readonly isReplica: boolean
  readonly historyId: string | undefined
  /** The history is another than that of what was read. */
  readonly isForked: boolean
  /** The replica refused not long ago. */
  readonly isRefused: boolean
}

/**
 * Follows both streams with one blocking read, on a replica in step or else on the master. It never reads from `$`, which would miss what
 * happens between two reads. If a node has another history, it may lack our last entries, so a snapshot follows and is compared
 * (`changesBetween`): `second_repl_offset` counts bytes, while a position holds IDs.
 */
export async function* follow(options: FollowOptions, signal: AbortSignal): AsyncGenerator<Snapshot | Changes> {
  const follower = new Follower(options)
  while (!signal.aborted) {
    try {
      const news = await follower.read(signal)
      if (news) yield news
    } catch (error) {
      // Connections report their own errors.
      const retryPause = follower.fail(error)
      await pause(retryPause, undefined, { signal }).catch(() => undefined)
    }
  }
}

class Follower {
  readonly #options: FollowOptions
  readonly #replica: ReadableReplica
  readonly #started = performance.now()
  #followed: Followed | undefined
  /** The last one, unless it failed. */
  #choice: Choice | undefined
  #refusedAt = Number.NEGATIVE_INFINITY
  #readAt = Number.NEGATIVE_INFINITY

  constructor(options: FollowOptions) {
    this.#options = options
    this.#replica = new ReadableReplica(options.replica, options.keys)
  }

  /** Undefined if nothing happened for a while. */
  async read(signal: AbortSignal): Promise<Snapshot | Changes | undefined> {
    const choice = await this.#choose()
    this.#choice = choice
    const { source } = choice
    if (source?.status !== 'ready') throw new Error('no node to follow')
    if (this.#followed === undefined || choice.isForked) return this.#begin(source, choice)
    await pauseUntil(this.#readAt + LEAST_READ_INTERVAL_MS, signal)
    const news = await awaitNews(source, this.#options.keys, this.#followed)
    this.#readAt = performance.now()
    this.#followed = news.followed
    if (choice.isReplica || !choice.isRefused) this.#options.refused(undefined)
    return news.changes
  }

  /** Returns how long to wait before the next read. */
  fail(error: unknown): number {
    if (isRefusal(error)) this.#options.refused(error.message)
    if (this.#choice?.isReplica && isLasting(error)) this.#refusedAt = performance.now()
    this.#replica.forget()
    this.#choice = undefined
    const isStarting = this.#followed === undefined && performance.now() - this.#started < STARTING_TIME_MS
    return isStarting ? STARTING_PAUSE_MS : RETRY_PAUSE_MS
  }

  async #choose(): Promise<Choice> {
    const replica = this.#replica
    const master = this.#options.masterState()
    const check = replica.check(master, this.#followed?.position)
    // A follower of the master does not wait for a replica that may be silent.
    if (!master || this.#choice?.source !== this.#options.master) await check
    const mayFollow = replica.connected && replica.inStep
    // Without a master, the replica's own history tells whether it has followed another one since.
    const historyId = master ? master.replication.historyId : mayFollow ? replica.replication?.historyId : undefined
    const isForked = !!this.#followed && !liesIn(this.#followed, { generation: master?.generation, historyId })
    const isRefused = performance.now() - this.#refusedAt < REFUSED_PAUSE_MS
    const isReplica = mayFollow && !(master && (isForked || isRefused))
    const source = isReplica ? replica.connection : master && this.#options.master
    return { master, source, isReplica, historyId, isForked, isRefused }
  }

  async #begin(source: Redis, { master, historyId, isForked }: Choice): Promise<Snapshot> {
    const { keys } = this.#options
    const snapshot = isForked
      ? await readSnapshotOf(source, keys, { historyId, mustBeMaster: master !== undefined })
      : await readSnapshot(source, keys)
    const { position, total } = snapshot
    if (master && position.generation !== master.generation) throw new Error('a node of another generation')
    this.#followed = { position, total, isExact: true, historyId }
    return snapshot
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

type StreamsReply = readonly (readonly [key: string, records: StreamRecord[]])[]

interface News {
  readonly changes: Changes | undefined
  readonly followed: Followed
}

async function awaitNews(node: Redis, keys: BookKeys, followed: Followed): Promise<News> {
  const { entries, changes: lastChange } = followed.position
  const streams = ['STREAMS', keys.entries, keys.changes, entries, lastChange] as const
  const reply = await node.xread('COUNT', BATCH, 'BLOCK', BLOCK_TIME_MS, ...streams)
  if (!reply) return { changes: undefined, followed }
  const records = new Map(reply as StreamsReply)
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
