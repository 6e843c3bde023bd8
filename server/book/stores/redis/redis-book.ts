import type { Redis } from 'ioredis'
import { type DraftInput, toWellFormed } from '../../../common/entry.ts'
import { compareIds, isId, LOG_START, type LogId, previousId } from '../../../common/log-id.ts'
import type { Position } from '../../../common/position.ts'
import type { UnixTime } from '../../../common/unix-time.ts'
import type { RedisLocation } from '../../../configuration/redis-location.ts'
import type {
  Appended,
  AppendOptions,
  Book,
  Changes,
  Fate,
  Found,
  Ownership,
  Page,
  PageRequest,
  Snapshot,
} from '../../book.ts'
import { NotOwn } from '../../errors.ts'
import type { Health } from '../../health.ts'
import type { Moderation } from '../../moderation.ts'
import { createTablets, type Tablets } from '../../tablets.ts'
import type { BookKeys } from './book-keys.ts'
import { follow } from './follower.ts'
import { defineModerationReads } from './moderation-reads.ts'
import { explainRefusal } from './nodes/explain-refusal.ts'
import type { NodeChoice } from './nodes/node-choice.ts'
import { defineFateReads, readFatesOf, takeBack, withdraw } from './own-entries.ts'
import { defineOnReplica, RedisOwners } from './owners/redis-owners.ts'
import { readEntry, readPage } from './reading.ts'
import { RedisModeration } from './redis-moderation.ts'
import { openParts, type RedisParts, type RedisPartsOptions } from './redis-parts.ts'
import { askSecret, defineSecret } from './secret.ts'
import { Transitions } from './transitions.ts'

export interface RedisBookOptions extends RedisPartsOptions {
  /** The clock for codes and sessions of owners. */
  readonly now?: (() => UnixTime) | undefined
}

/** Opens a book on a Redis master and its replicas. Returns at once, even if no node can be reached; calls fail until one can. */
export function openRedisBook(options: RedisBookOptions): Book {
  return new RedisBook(options)
}

class RedisBook implements Book {
  readonly moderation: Moderation
  readonly owners: RedisOwners
  readonly tablets: Tablets
  readonly #keys: BookKeys
  readonly #location: RedisLocation
  readonly #parts: RedisParts
  readonly #transitions: Transitions
  #followed: Position | undefined

  constructor({ now = Date.now, ...options }: RedisBookOptions) {
    const { keys, location } = options
    this.#keys = keys
    this.#location = location
    this.#parts = openParts(options, () => this.#followed)
    const { connections, nodes, write } = this.#parts
    const { writer, master, replica } = connections
    defineSecret(writer)
    for (const node of [master, replica]) {
      defineModerationReads(node)
      defineFateReads(node)
    }
    defineOnReplica(replica)
    this.#transitions = new Transitions(writer, { keys, write })
    this.moderation = new RedisModeration({
      keys,
      transitions: this.#transitions,
      read: (read) => nodes.readFromMasterFirst(read, { isUrgent: false }),
    })
    const lastKnown: NodeChoice['readFromReplica'] = (read) => nodes.readFromReplica(read)
    this.owners = new RedisOwners({ keys, master, writer, write, lastKnown, now })
    const ring = { ...keys.kiosks(), generation: keys.generation }
    this.tablets = createTablets(new RedisOwners({ keys: ring, master, writer, write, now }))
  }

  append(draft: DraftInput, options: AppendOptions = {}): Promise<Appended> {
    return this.#parts.appender.append(toWellFormed(draft), options)
  }

  async replace(id: LogId, draft: DraftInput, own: Ownership, options: AppendOptions = {}): Promise<Appended> {
    if (!isId(id)) throw new NotOwn('gone')
    return this.#parts.appender.replace(toWellFormed(draft), options, { id, own })
  }

  takeBack(id: LogId, own: Ownership): Promise<Position> {
    return takeBack(this.#transitions, id, own)
  }

  withdraw(id: LogId, author: string): Promise<boolean> {
    return withdraw(this.#transitions, id, author)
  }

  async fatesOf(author: string, ids: readonly LogId[]): Promise<readonly Fate[]> {
    return this.#parts.nodes.readFromMasterFirst((node) => readFatesOf(node, this.#keys, author, ids))
  }

  secret(): Promise<string> {
    return askSecret(this.#parts.connections.writer, this.#keys)
  }

  page({ before, after, limit, atLeast, fromMaster = false }: PageRequest): Promise<Page> {
    const read = (node: Redis) => readPage(node, this.#keys, { before, after, limit })
    if (fromMaster) return this.#parts.nodes.readFromMaster(read)
    // A node behind the cursor might miss the entries beside it.
    const cursor = after ?? (before === undefined || before === LOG_START ? LOG_START : previousId(before))
    return this.#parts.nodes.read(read, {
      atLeast,
      isWhole: ({ position }) => compareIds(position.entries, cursor) >= 0,
    })
  }

  find(id: LogId, atLeast?: Position): Promise<Found> {
    return this.#parts.nodes.read((node) => readEntry(node, this.#keys, id), {
      atLeast,
      // A node behind the id cannot tell that there is no such entry.
      isWhole: ({ entry, position }) => entry !== undefined || compareIds(position.entries, id) >= 0,
    })
  }

  async *follow(signal: AbortSignal): AsyncGenerator<Snapshot | Changes> {
    const { master, problems } = this.#parts
    const connections = this.#parts.connections.openFollower()
    const end = () => connections.close()
    signal.addEventListener('abort', end, { once: true })
    // Their news may come from a lost history, and a former master that hangs would delay the next one's.
    const leave = () => {
      if (signal.aborted) return
      for (const node of [connections.replica, connections.master]) node.disconnect(true)
    }
    master.on('history', leave)
    try {
      const refused = (message: string | undefined) =>
        problems.report('following', message ? [explainRefusal(message, this.#location.master)] : [])
      const options = { ...connections, keys: this.#keys, masterState: () => master.state, refused }
      for await (const next of follow(options, signal)) {
        this.#followed = next.position
        yield next
      }
    } finally {
      signal.removeEventListener('abort', end)
      master.off('history', leave)
      end()
    }
  }

  health(): Health {
    return this.#parts.health
  }

  async close(): Promise<void> {
    this.#parts.close()
  }
}
