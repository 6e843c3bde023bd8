import type { BookOptions } from './book.ts'
import type { Goals } from './compare.ts'
import { get, type LoadRequest, POST, POST_WITHOUT_KEY } from './load/load.ts'
import type { Visit } from './visit.ts'

/** A row of the results: one kind of request. */
export interface Row {
  readonly measure: string
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
  /** The requests that stand for a row's. `copy` is the number of the row's copy on the bare server. */
  requests(requests: readonly LoadRequest[], copy: number): readonly LoadRequest[]
}

const least = (server: Least['server'], name: string, requests: Least['requests']): Least => ({
  name,
  server,
  requests,
})

/** What a row can be compared with. */
export const copy = least('bare', 'bare Fastify, same bytes and headers', (requests, copy) =>
  requests.map(({ headers }) => get(`/copy/${copy}`, headers)),
)
const range = least('bare', 'bare Fastify, one XREVRANGE or SELECT as JSON', (requests) =>
  requests.map(({ path }) => get(`/range${path.slice(path.indexOf('?'))}`)),
)
const add = least('bare', 'bare Fastify, one XADD or INSERT', () => [{ ...POST, path: '/add' }])
export const newest = least('same', 'its newest page', () => [get('/')])
const keyless = least('same', 'the same without Idempotency-Key', () => [POST_WITHOUT_KEY])
const single = least('single', 'one front end', (requests) => requests)

export interface Setup extends BookOptions {
  readonly part: 'reads' | 'writes' | 'embedded'
  readonly rows: readonly Row[]
}

const row = (measure: string, least: Row['least'], goals: Goals, requests: Row['requests']): Row => {
  return { measure, least, goals, requests }
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

const post = (measure: string, least: Row['least'], goals: Goals) => row(measure, least, goals, () => [POST])
const WAITING = { WRITE_REPLICAS: '1' }

export const SETUPS: readonly Setup[] = [
  { part: 'reads', store: 'Redis', rows: READS },
  {
    part: 'reads',
    store: 'Redis',
    variables: { LOG_LEVEL: 'info' },
    rows: [row('GET /, with its line of log (LOG_LEVEL=info)', copy, {}, () => [get('/')])],
  },
  {
    part: 'writes',
    store: 'Redis',
    rows: [
      post('POST /api/entries', add, { rate: 0.8, server: 1.2 }),
      post('POST /api/entries, what its key costs', keyless, { redis: 1.15 }),
    ],
  },
  {
    part: 'writes',
    store: 'Redis',
    variables: WAITING,
    rows: [post('POST /api/entries, WRITE_REPLICAS=1', add, { rate: 0.5 })],
  },
  {
    part: 'writes',
    store: 'Redis',
    frontEnds: 3,
    rows: [post('POST /api/entries, three front ends', single, { rate: 0.9 })],
  },
  {
    part: 'writes',
    store: 'Redis',
    frontEnds: 3,
    variables: WAITING,
    rows: [post('POST /api/entries, three front ends, WRITE_REPLICAS=1', single, { rate: 0.8 })],
  },
  {
    part: 'embedded',
    store: 'SQLite',
    rows: [...READS, post('POST /api/entries', add, { rate: 0.8 })].map((row) => {
      return { ...row, measure: `embedded: ${row.measure}` }
    }),
  },
]
