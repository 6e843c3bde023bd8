import type { ChainableCommander, Redis } from 'ioredis'
import type { UnixTime } from '../../../../common/unix-time.ts'
import { placeOf, type RedisAddress } from '../../../../configuration/redis-location.ts'
import { foldName } from '../../../owners.ts'
import { randomName } from '../../../secrets.ts'
import { type BookHead, type BookTarget, CannotCopy } from '../../transfer/content.ts'
import type { BookKeys } from '../book-keys.ts'
import { connectOnce } from '../nodes/single-connection.ts'
import { HiddenRuns } from './hidden-runs.ts'
import { encodeMarks, encodeStoredChange, encodeStoredEntry, encodeStoredHeld } from './records.ts'
import { scanKeys } from './scan-keys.ts'
import { PLACE } from './scripts.ts'

interface WriteOptions {
  readonly keys: BookKeys
  readonly now: () => UnixTime
  /** Whether a book that is there is kept under names with the time. Otherwise it must have no entries. */
  readonly keeps: boolean
}

/** Begins a copy on a Redis master, under names of its own. Throws `CannotCopy` if there are entries, or with `keeps` front ends. */
export async function writeRedisBook(address: RedisAddress, options: WriteOptions): Promise<BookTarget> {
  const redis = await connectOnce(address)
  try {
    const place = placeOf(address)
    const target = new RedisTarget(redis, { ...options, place })
    if (options.keeps) await refuseServed(redis, place)
    else await refuseEntries(redis, options.keys, place)
    await target.clear()
    return target
  } catch (error) {
    redis.disconnect()
    throw error
  }
}

class RedisTarget implements BookTarget {
  readonly #redis: Redis
  readonly #options: WriteOptions & { readonly place: string }
  /** What the names of the keys begin with. */
  readonly #book: string
  readonly #copy: string
  readonly #runs = new HiddenRuns()

  constructor(redis: Redis, options: WriteOptions & { readonly place: string }) {
    this.#redis = redis
    this.#options = options
    this.#book = options.keys.entries.replace(/entries$/, '')
    this.#copy = `${this.#book}incoming:`
  }

  addEntries: BookTarget['addEntries'] = (entries) =>
    this.#write((pipeline) => {
      for (const { id, isHidden, ...record } of entries) {
        pipeline.xadd(this.#key('entries'), id, ...encodeStoredEntry(record))
        const marks = encodeMarks(record.marks)
        if (marks !== undefined) pipeline.hset(this.#key('marks'), id, marks)
        if (isHidden) pipeline.sadd(this.#key('hidden'), id)
        this.#runs.add(id, isHidden)
      }
    })

  addHeld: BookTarget['addHeld'] = (entries) =>
    this.#write((pipeline) => {
      for (const held of entries) pipeline.xadd(this.#key(held.drawer), held.id, ...encodeStoredHeld(held))
    })

  addChanges: BookTarget['addChanges'] = (changes) =>
    this.#write((pipeline) => {
      for (const change of changes) pipeline.xadd(this.#key('removed'), change.id, ...encodeStoredChange(change))
    })

  async addHead(head: BookHead): Promise<void> {
    await this.#endStream('entries', head.lastEntry)
    await this.#endStream('removed', head.lastChange)
    // No id is given twice, not even in the other drawer.
    await this.#endStream('waiting', head.lastHeld)
    await this.#write((pipeline) => {
      pipeline.set(this.#key('gate'), head.gate)
      pipeline.set(this.#key('generation'), randomName())
      if (head.secret !== undefined) pipeline.set(this.#key('secret'), head.secret)
      for (const [name, value] of Object.entries(head.settings)) pipeline.hset(this.#key('settings'), name, value)
      for (const [place, author] of head.trusted.entries()) pipeline.zadd(this.#key('trusted'), place + 1, author)
      for (const { id, name, role, came } of head.people) {
        const person = { id, name, folded: foldName(name), role, came }
        pipeline.hset(this.#key('people'), id, JSON.stringify(person))
      }
      for (const run of this.#runs.members()) pipeline.zadd(this.#key('hidden:runs'), 0, run)
      for (const { held, drawer, verdict, entry = held, author = '-', expires } of head.decisions) {
        const name = `decided:${drawer === 'spam' ? 'spam:' : ''}${held}`
        pipeline.set(this.#key(name), `${verdict} ${entry} ${author}`, 'PXAT', expires)
      }
      for (const { old, entry, expires } of head.moves) pipeline.set(this.#key(`moved:${old}`), entry, 'PXAT', expires)
    })
  }

  async count() {
    const length = (name: string) => this.#redis.xlen(this.#key(name))
    const hidden = await this.#redis.scard(this.#key('hidden'))
    return {
      entries: (await length('entries')) - hidden,
      hidden,
      waiting: await length('waiting'),
      spam: await length('spam'),
      changes: await length('removed'),
      people: await this.#redis.hlen(this.#key('people')),
    }
  }

  async finish(): Promise<string | undefined> {
    const { keys, keeps, now, place } = this.#options
    const time = new Date(now()).toISOString().replaceAll(':', '')
    const keptAs = keeps ? `${this.#book}before-${time}:` : ''
    if (keeps) await refuseServed(this.#redis, place)
    const names = await this.#names()
    const kept = await this.#redis.eval(PLACE, 1, keys.entries, this.#copy, keptAs, randomName(), ...names)
    if (typeof kept === 'number') throw hasEntries(place, kept)
    this.#redis.disconnect()
    return keeps && kept !== '0' ? `in Redis, in the keys that begin with ${keptAs}` : undefined
  }

  async abandon(): Promise<void> {
    try {
      await this.clear()
    } finally {
      this.#redis.disconnect()
    }
  }

  /** Removes what an earlier copy has left. */
  async clear(): Promise<void> {
    for await (const keys of scanKeys(this.#redis, this.#copy)) await this.#redis.unlink(...keys)
  }

  #key(name: string): string {
    return this.#copy + name
  }

  /** The names of the keys of the book and of the copy, without what they begin with. */
  async #names(): Promise<string[]> {
    const names = new Set<string>()
    for await (const keys of scanKeys(this.#redis, this.#book)) {
      for (const key of keys) {
        const name = key.startsWith(this.#copy) ? key.slice(this.#copy.length) : key.slice(this.#book.length)
        if (!name.startsWith('before-')) names.add(name)
      }
    }
    return [...names]
  }

  /** Sets the last ID, that of an empty stream too. */
  async #endStream(name: string, last: string): Promise<void> {
    await this.#write((pipeline) => {
      pipeline.xgroup('CREATE', this.#key(name), 'copy', '0', 'MKSTREAM')
      pipeline.xgroup('DESTROY', this.#key(name), 'copy')
      pipeline.call('XSETID', this.#key(name), last)
    })
  }

  async #write(fill: (pipeline: ChainableCommander) => void): Promise<void> {
    const pipeline = this.#redis.pipeline()
    fill(pipeline)
    for (const [error] of (await pipeline.exec()) ?? []) {
      if (error)
        throw new CannotCopy(`Redis on ${this.#options.place} refused the copy: ${error.message}`, { cause: error })
    }
  }
}

async function refuseEntries(redis: Redis, { entries, waiting, spam }: BookKeys, place: string): Promise<void> {
  const lengths = await Promise.all([entries, waiting, spam].map((key) => redis.xlen(key)))
  const count = lengths.reduce((sum, length) => sum + length)
  if (count > 0) throw hasEntries(place, count)
}

function hasEntries(place: string, count: number): CannotCopy {
  return new CannotCopy(`The book on ${place} has entries already (${count}): copy to an empty one.`)
}

/** Front ends name their connections "guestbook". */
async function refuseServed(redis: Redis, place: string): Promise<void> {
  const clients = String(await redis.client('LIST'))
  if (!/ name=guestbook /.test(clients)) return
  throw new CannotCopy(`The book on ${place} is being served: stop all front ends first.`)
}
