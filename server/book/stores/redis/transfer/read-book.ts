import type { Redis } from 'ioredis'
import { compareIds, LOG_START, type LogId } from '../../../../common/log-id.ts'
import type { UnixTime } from '../../../../common/unix-time.ts'
import { placeOf, type RedisAddress } from '../../../../configuration/redis-location.ts'
import { formatGate, parseGate } from '../../../gate.ts'
import type { Drawer } from '../../../moderation.ts'
import type { Role } from '../../../owners.ts'
import { type BookSource, CannotCopy, type StoredPerson } from '../../transfer/content.ts'
import type { BookKeys } from '../book-keys.ts'
import { decodePairs, type StreamRecord } from '../encoding.ts'
import { connectOnce } from '../nodes/single-connection.ts'
import { readFates } from './fates.ts'
import { decodeStoredChange, decodeStoredEntry, decodeStoredHeld } from './records.ts'
import { READ_HEAD } from './scripts.ts'

const PART_SIZE = 500

type StreamEnd = readonly [last: LogId, length: number]

type Head = readonly [
  generation: string | null,
  secret: string | null,
  gate: string | null,
  entries: StreamEnd,
  changes: StreamEnd,
  waiting: StreamEnd,
  spam: StreamEnd,
  settings: string[],
  hidden: string[],
  marks: string[],
  trusted: string[],
  people: string[],
]

/** Opens a book, which may be served meanwhile, to copy from its master. Throws `CannotCopy` if there is none. */
export async function readRedisBook(address: RedisAddress, keys: BookKeys, now: UnixTime): Promise<BookSource> {
  const redis = await connectOnce(address)
  try {
    return await read(redis, { keys, now, place: placeOf(address) })
  } catch (error) {
    redis.disconnect()
    throw error
  }
}

interface SourceParts {
  readonly keys: BookKeys
  readonly now: UnixTime
  readonly place: string
}

async function read(redis: Redis, { keys, now, place }: SourceParts): Promise<BookSource> {
  const readHead = () => redis.eval(READ_HEAD, 1, keys.entries) as Promise<unknown> as Promise<Head>
  const [generation, secret, gate, entries, changes, waiting, spam, settings, hidden, marks, trusted, people] =
    await readHead()
  if (generation === null) throw new CannotCopy(`There is no guestbook on ${place}.`)
  const hiddenIds = new Set(hidden)
  const marksById = decodePairs(marks)
  // Scripts may not name keys that they find, so these are read later. They change only with the log of changes.
  const fates = await readFates(redis, keys.entries.replace(/entries$/, ''), now)
  return {
    head: {
      counts: {
        entries: entries[1] - hidden.length,
        hidden: hidden.length,
        waiting: waiting[1],
        spam: spam[1],
        changes: changes[1],
        people: people.length,
      },
      lastEntry: entries[0],
      lastChange: changes[0],
      lastHeld: compareIds(waiting[0], spam[0]) > 0 ? waiting[0] : spam[0],
      secret: secret ?? undefined,
      gate: formatGate(parseGate(gate)),
      settings: decodePairs(settings),
      trusted,
      people: people.map(decodePerson).sort((a, b) => a.came - b.came),
      ...fates,
    },
    async *entries() {
      for await (const part of stream(redis, keys.entries, entries[0]))
        yield part.map((record) => decodeStoredEntry(record, marksById[record[0]], hiddenIds.has(record[0])))
    },
    async *held() {
      const drawers: [Drawer, LogId][] = [
        ['waiting', waiting[0]],
        ['spam', spam[0]],
      ]
      for (const [drawer, last] of drawers)
        for await (const part of stream(redis, keys[drawer], last))
          yield part.map((record) => decodeStoredHeld(record, drawer))
    },
    async *changes() {
      for await (const part of stream(redis, keys.changes, changes[0])) yield part.map(decodeStoredChange)
    },
    async isConsistent() {
      const [nowGeneration, , , , [lastChange]] = await readHead()
      return nowGeneration === generation && lastChange === changes[0]
    },
    close: () => redis.disconnect(),
  }
}

async function* stream(redis: Redis, key: string, last: LogId): AsyncGenerator<StreamRecord[]> {
  for (let from = '-'; last !== LOG_START; ) {
    const part = await redis.xrange(key, from, last, 'COUNT', PART_SIZE)
    if (part.length > 0) yield part
    const end = part.at(-1)
    if (end === undefined || part.length < PART_SIZE) return
    from = `(${end[0]}`
  }
}

function decodePerson(record: string): StoredPerson {
  const { id, name, role, came } = JSON.parse(record) as StoredPerson
  return { id, name, role: role satisfies Role, came }
}
