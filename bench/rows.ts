import type { BookOptions } from './book.ts'
import { get, type LoadRequest, POST, POST_WITHOUT_KEY } from './load/requests.ts'
import type { Visit } from './visit.ts'

/** Limits for ratios of ours to the reference: of requests per second, and of CPU time per request, of servers and of Redis. */
export type Goals = Readonly<Partial<Record<'rate' | 'server' | 'redis', number>>>

/** A row of the results: one kind of request. */
export interface Row {
  readonly name: string
  /** What it is compared with. */
  readonly least: Least
  readonly goals: Goals
  /** The requests, sent in turn. */
  requests(visit: Visit): readonly LoadRequest[]
}

export interface Least {
  readonly name: string
  /** Who answers: the bare server, the same guestbook, or one with a single front end. */
  readonly server: 'bare' | 'same' | 'single'
  /** The requests that stand for a row's, the same by default. `copy` is the number of the row's copy on the bare server. */
  requests?(requests: readonly LoadRequest[], copy: number): readonly LoadRequest[]
}

/** What a row can be compared with. */
export const copy: Least = {
  name: 'bare Fastify, same bytes and headers',
  server: 'bare',
  requests: (requests, copy) => requests.map((request) => ({ ...request, path: `/copy/${copy}` })),
}
const range: Least = { name: 'bare Fastify, one XREVRANGE or SELECT as JSON', server: 'bare' }
const add: Least = { name: 'bare Fastify, one XADD or INSERT', server: 'bare' }
export const newest: Least = { name: 'its newest page', server: 'same', requests: () => [get('/')] }
const keyless: Least = { name: 'the same without Idempotency-Key', server: 'same', requests: () => [POST_WITHOUT_KEY] }
const single: Least = { name: 'one front end', server: 'single' }

export interface Setup extends BookOptions {
  readonly part: 'reads' | 'writes' | 'embedded'
  readonly rows: readonly Row[]
}

const row = (name: string, least: Least, goals: Goals, requests: Row['requests']): Row => {
  return { name, least, goals, requests }
}
const page = ({ older: [cursor] }: Visit) => `/?before=${cursor}`
const each = (path: string, headers = {}) => {
  return ({ older }: Visit) => older.map((cursor) => get(`${path}?before=${cursor}`, headers))
}
const PLAIN = { 'accept-encoding': 'identity' }

const READS: readonly Row[] = [
  row('GET /', copy, { rate: 0.9 }, () => [get('/')]),
  row('GET /api/entries', copy, { rate: 0.9 }, () => [get('/api/entries')]),
  row('GET /, unchanged (304)', copy, { rate: 0.95 }, ({ first }) => [get('/', first)]),
  row('GET /api/entries, unchanged (304)', copy, { rate: 0.95 }, ({ apiTag }) => [
    get('/api/entries', { 'if-none-match': apiTag }),
  ]),
  row('GET /, returning visitor (three cookies)', copy, { server: 1.25 }, ({ returning: { cookie } }) => [
    get('/', { cookie }),
  ]),
  row('GET /, returning visitor, unchanged (304)', copy, { server: 1.25 }, ({ returning }) => [get('/', returning)]),
  row('GET /, visitor with an entry of their own', copy, {}, ({ author: { cookie } }) => [get('/', { cookie })]),
  row('GET /?before=, all the same page', range, { rate: 0.8 }, (visit) => [get(page(visit), PLAIN)]),
  row('GET /api/entries?before=, all the same page', range, { rate: 0.8 }, (visit) => [
    get(`/api/entries${page(visit).slice(1)}`, PLAIN),
  ]),
  row('GET /?before=, all the same page, brotli', newest, { server: 1.1 }, (visit) => [get(page(visit))]),
  row('GET /?before=, each another page', range, { rate: 0.8, server: 1.5, redis: 1.8 }, each('/', PLAIN)),
  row('GET /api/entries?before=, each another page', range, { rate: 0.8 }, each('/api/entries', PLAIN)),
  row('GET /?before=, each another page, brotli', range, { server: 2, redis: 1.8 }, each('/')),
]

const post = (name: string, least: Least, goals: Goals) => row(name, least, goals, () => [POST])
const WAITING = { WRITE_REPLICAS: '1' }

const writes = (options: Partial<BookOptions>, ...rows: readonly Row[]): Setup => {
  return { part: 'writes', store: 'Redis', rows, ...options }
}

export const SETUPS: readonly Setup[] = [
  { part: 'reads', store: 'Redis', rows: READS },
  {
    part: 'reads',
    store: 'Redis',
    variables: { LOG_LEVEL: 'info' },
    rows: [row('GET /, with its line of log (LOG_LEVEL=info)', copy, {}, () => [get('/')])],
  },
  writes(
    {},
    post('POST /api/entries', add, { rate: 0.8, server: 1.2 }),
    post('POST /api/entries, what its key costs', keyless, { redis: 1.15 }),
  ),
  writes({ variables: WAITING }, post('POST /api/entries, WRITE_REPLICAS=1', add, { rate: 0.5 })),
  writes({ frontEnds: 3 }, post('POST /api/entries, three front ends', single, { rate: 0.9 })),
  writes(
    { frontEnds: 3, variables: WAITING },
    post('POST /api/entries, three front ends, WRITE_REPLICAS=1', single, { rate: 0.8 }),
  ),
  {
    part: 'embedded',
    store: 'SQLite',
    rows: [...READS, post('POST /api/entries', add, { rate: 0.8 })].map((row) => {
      return { ...row, name: `embedded: ${row.name}` }
    }),
  },
]
