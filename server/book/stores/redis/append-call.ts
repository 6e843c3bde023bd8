import { type Draft, rareFieldsOf } from '../../../common/entry.ts'
import { USUAL_FIELDS } from '../../../common/entry-fields.ts'
import type { LogId } from '../../../common/log-id.ts'
import type { Allowance, AppendOptions, Ownership } from '../../book.ts'
import { endOfDay, startOfDay } from '../../days.ts'
import { fingerprint } from '../fingerprint.ts'
import { type BookKeys, dayOf } from './book-keys.ts'
import { encodeRare } from './encoding.ts'

/** An entry to be added. */
export interface Write {
  readonly draft: Draft
  readonly options: AppendOptions
  /** The entry that it replaces. */
  readonly replaced?: Replaced | undefined
}

export interface Replaced {
  readonly id: LogId
  readonly own: Ownership
}

export interface AppendCall {
  readonly keys: string[]
  readonly values: (string | number)[]
}

/** What a book gets if it is missing. */
export interface NewBook {
  readonly generation: string
  readonly salt: string
  /** Empty message: none. */
  readonly seed: Draft
}

/** Makes the arguments of the script that adds entries. */
export function encodeAppend(
  writes: readonly Write[],
  networks: Networks,
  { keys: book, salt, newBook }: { readonly keys: BookKeys; readonly salt: string; readonly newBook: NewBook },
): AppendCall {
  const { generation, seed } = newBook
  const allTerms = termsOf(writes)
  const keys = [book.entries]
  const counts = `${networks.all.length} ${allTerms.all.length}`
  const values: (string | number)[] = [generation, newBook.salt]
  values.push(`${timesOf(Date.now(), counts)} ${seed.message === '' ? 0 : 1}`, ...valuesOf(seed))
  for (const { network, perMinute } of networks.all) {
    keys.push(book.network(network, salt))
    values.push(perMinute)
  }
  for (const terms of allTerms.all) values.push(terms.join(' '))
  for (const [index, write] of writes.entries()) {
    const { draft, options } = write
    const { key, alias, screening } = options
    keys.push(key ? book.idempotency(key.value) : book.entries, alias ? book.alias(alias.value, salt) : book.entries)
    const [own, around] = networks.placesOf(options)
    for (const field of USUAL_FIELDS) values.push(draft[field])
    const place = allTerms.placeOf[index] ?? 0
    values.push(key ? printOf(write) : '', place, own, around)
    const extra = allTerms.all[place - 1]?.[4] ?? 0
    if (extra > 0) values.push(screening?.author ?? '', screening?.print ?? '')
    if (extra > 2) values.push(encodeRest(write))
  }
  return { keys, values }
}

/** The time, the end of its day, `counts`, and the days whose texts are compared. */
function timesOf(now: number, counts: string): string {
  return `${now} ${endOfDay(now)} ${counts} ${dayOf(now)} ${dayOf(startOfDay(now) - 1)}`
}

/** The lifetimes of key and alias, the daily limit, the posts a minute above which entries wait, how many extra values an entry has. */
type Terms = readonly [number, number, number, number, extra: 0 | 2 | 3]

/** The terms of all writes without duplicates, and the number of each write's own, from 1. Most writes of a call share them. */
function termsOf(writes: readonly Write[]): { all: Terms[]; placeOf: number[] } {
  const all: Terms[] = []
  const placeOf: number[] = []
  for (const write of writes) {
    const { key, alias, perDay = 0, screening } = write.options
    const terms: Terms = [key?.lifetime ?? 0, alias?.lifetime ?? 0, perDay, screening?.holdAbove ?? 0, extraOf(write)]
    const known = all.findIndex((other) => isSame(terms, other))
    placeOf.push(known < 0 ? all.push(terms) : known + 1)
  }
  return { all, placeOf }
}

function isSame([a, b, c, d, e]: Terms, other: Terms): boolean {
  return a === other[0] && b === other[1] && c === other[2] && d === other[3] && e === other[4]
}

function extraOf({ draft, options: { screening }, replaced }: Write): 0 | 2 | 3 {
  if (replaced || rareFieldsOf(draft).length > 0) return 3
  if (screening === undefined) return 0
  const { spam, hold, holdUntrusted, via, author, print } = screening
  if (spam ?? hold ?? holdUntrusted ?? via) return 3
  return (author ?? print) ? 2 : 0
}

function valuesOf(draft: Draft): string[] {
  return USUAL_FIELDS.map((field) => draft[field])
}

/** A replacement is another post than an entry with the same words. */
function printOf({ draft, replaced }: Write): string {
  return replaced ? `${fingerprint(draft)}/${replaced.id}` : fingerprint(draft)
}

/** What most posts do not have, as JSON. Empty lists are left out, since the script asks whether there are any. */
function encodeRest({ draft, options: { screening = {} }, replaced }: Write): string {
  const { spam, hold, holdUntrusted, via } = screening
  const rest = {
    spam: some(spam),
    hold: some(hold),
    holdUntrusted: some(holdUntrusted),
    via,
    rare: some(encodeRare(draft)),
  }
  if (!replaced) return JSON.stringify(rest)
  return JSON.stringify({ ...rest, replaces: replaced.id, ...replaced.own })
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
