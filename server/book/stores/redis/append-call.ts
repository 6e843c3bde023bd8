import type { Draft } from '../../../common/entry.ts'
import { USUAL_FIELDS } from '../../../common/entry-fields.ts'
import type { LogId } from '../../../common/log-id.ts'
import type { UnixTime } from '../../../common/unix-time.ts'
import type { Allowance, AppendOptions, Ownership } from '../../book.ts'
import { endOfDay, startOfDay } from '../../days.ts'
import { fingerprint } from '../fingerprint.ts'
import { type BookKeys, dayOf } from './book-keys.ts'
import { encodeRare } from './encoding.ts'

export interface Write {
  readonly draft: Draft
  readonly options: AppendOptions
  readonly replaced?: Replaced | undefined
}

export interface Replaced {
  readonly id: LogId
  readonly own: Ownership
}

interface AppendCall {
  readonly keys: string[]
  readonly values: (string | number)[]
}

/** What a book gets if it is missing. A seed with an empty message is none. */
export interface NewBook {
  readonly generation: string
  readonly salt: string
  readonly seed: Draft
}

/** Makes the arguments of the script that adds entries. */
export function encodeAppend(
  writes: readonly Write[],
  networks: Networks,
  { keys: book, salt, newBook }: { readonly keys: BookKeys; readonly salt: string; readonly newBook: NewBook },
): AppendCall {
  const { generation, seed } = newBook
  const keys = [book.entries, ...networks.all.map(({ network }) => book.network(network, salt))]
  const terms = new Map<string, number>()
  const prints: string[] = []
  const entries: (string | number)[] = []
  for (const write of writes) {
    const { key, alias, screening: { author, print } = {} } = write.options
    const rest = encodeRest(write)
    if (key) keys.push(book.idempotency(key.value))
    if (alias) keys.push(book.alias(alias.value, salt))
    if (print) prints.push(print)
    for (const field of USUAL_FIELDS) entries.push(write.draft[field])
    entries.push(numberOf(termsOf(write, networks, rest !== undefined), terms))
    if (key ?? alias) entries.push(printOf(write))
    if (author) entries.push(author)
    if (rest) entries.push(rest)
  }
  const counts = `${networks.all.length} ${terms.size} ${prints.length}`
  const header = `${timesOf(Date.now(), counts)} ${seed.message === '' ? 0 : 1}`
  const limits = networks.all.map(({ perMinute }) => perMinute)
  const values = [
    generation,
    newBook.salt,
    header,
    ...valuesOf(seed),
    ...limits,
    ...terms.keys(),
    ...prints,
    ...entries,
  ]
  return { keys, values }
}

function timesOf(now: UnixTime, counts: string): string {
  return `${now} ${endOfDay(now)} ${counts} ${dayOf(now)} ${dayOf(startOfDay(now) - 1)}`
}

/** What most writes of a call have in common, as one text: see the script. */
function termsOf({ options }: Write, networks: Networks, hasMore: boolean): string {
  const { key, alias, perDay = 0, screening: { holdAbove = 0, author, print } = {} } = options
  const [own, around] = networks.placesOf(options)
  const lifetimes = `${key?.lifetime ?? 0} ${alias?.lifetime ?? 0}`
  return `${lifetimes} ${perDay} ${holdAbove} ${own} ${around} ${author ? 1 : 0} ${print ? 1 : 0} ${hasMore ? 1 : 0}`
}

/** The number of a text among all known ones, from 1. */
function numberOf(text: string, known: Map<string, number>): number {
  const number = known.get(text) ?? known.size + 1
  known.set(text, number)
  return number
}

function valuesOf(draft: Draft): string[] {
  return USUAL_FIELDS.map((field) => draft[field])
}

/** A replacement is another post than an entry with the same words. */
function printOf({ draft, replaced }: Write): string {
  return replaced ? `${fingerprint(draft)}/${replaced.id}` : fingerprint(draft)
}

/** What few posts have, as JSON; undefined for the others. Without empty lists, since the script tests whether a list is there. */
function encodeRest({ draft, options: { screening = {} }, replaced }: Write): string | undefined {
  const { via } = screening
  const [spam, hold, holdUntrusted] = [some(screening.spam), some(screening.hold), some(screening.holdUntrusted)]
  const rare = some(encodeRare(draft))
  if (!(spam ?? hold ?? holdUntrusted ?? via ?? rare ?? replaced)) return undefined
  return JSON.stringify({ spam, hold, holdUntrusted, via, rare, replaces: replaced?.id, ...replaced?.own })
}

function some<Item>(list: readonly Item[] | undefined): readonly Item[] | undefined {
  return list?.length ? list : undefined
}

/** The client networks of one call's writes, without duplicates. */
export class Networks {
  readonly all: Allowance[] = []
  readonly #places = new Map<string, number>()

  constructor(writes: readonly Write[]) {
    for (const allowance of writes.flatMap(({ options }) => options.allowances ?? [])) {
      if (this.#places.has(allowance.network)) continue
      this.all.push(allowance)
      this.#places.set(allowance.network, this.all.length)
    }
  }

  /** The numbers of the client's networks, from 1; 0 if it has none. */
  placesOf({ allowances = [] }: AppendOptions): [own: number, around: number] {
    const placeOf = (allowance: Allowance | undefined) => (allowance && this.#places.get(allowance.network)) ?? 0
    return [placeOf(allowances[0]), placeOf(allowances[1])]
  }
}
