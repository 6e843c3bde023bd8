import { expect, test } from 'vitest'
import { get, POST } from '../../bench/load/requests.ts'
import { loadOf, saturate } from '../../bench/load/saturate.ts'
import { type Row, SETUPS } from '../../bench/rows.ts'
import { visit } from '../../bench/visit.ts'
import { startServer } from '../support/server.ts'

const VISIT = {
  first: { cookie: 'a=1', 'if-none-match': '"1"' },
  returning: { cookie: 'a=1; b=2; c=3', 'if-none-match': '"2"' },
  author: { cookie: 'a=1; b=2; c=3; d=4', 'if-none-match': '"3"' },
  apiTag: '"4"',
  older: ['17-0', '16-0'],
}

const ROWS = SETUPS.flatMap(({ rows }) => rows)

test('every row has a name of its own', () => {
  expect(ROWS.map(({ name }) => name)).toEqual([...new Set(ROWS.map(({ name }) => name))])
})

test.each([
  ['GET /, returning visitor, unchanged (304)', [get('/copy/4', VISIT.returning)]],
  ['GET /?before=, all the same page, brotli', [get('/')]],
  ['GET /?before=, each another page, brotli', [get('/?before=17-0'), get('/?before=16-0')]],
  ['POST /api/entries', [POST]],
  ['POST /api/entries, what its key costs', [{ ...POST, headers: { 'content-type': 'application/json' } }]],
  ['POST /api/entries, three front ends', [POST]],
])('what "%s" is compared with does the same work', (name, expected) => {
  const { least, requests } = ROWS.find((row) => row.name === name) as Row
  const asked = requests(VISIT)
  expect(least.requests?.(asked, 4) ?? asked).toEqual(expected)
})

test('a visit finds what browsers and programs know after visits', async () => {
  await using server = await startServer({ RATE_LIMIT: '0', BOOK_LIMIT: '0', HOLD_ABOVE: '0' })
  await saturate({ ...loadOf([server], POST), connections: 5 }, { amount: 400 }, new AbortController().signal)
  const { first, returning, author, apiTag, older } = await visit(server.url, 400)
  expect(returning.cookie.match(/guestbook-\w+(?==)/g)).toEqual([
    'guestbook-language',
    'guestbook-author',
    'guestbook-position',
  ])
  expect(author.cookie).toMatch(`${returning.cookie}; guestbook-mine=`)
  const asked = [
    get('/', first),
    get('/', returning),
    get('/', author),
    get('/api/entries', { 'if-none-match': apiTag }),
  ]
  const answers = await Promise.all(asked.map(({ path, headers = {} }) => fetch(server.url + path, { headers })))
  expect(answers.map(({ status }) => status)).toEqual([304, 304, 304, 304])
  const byAge = older.toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }))
  expect(byAge).toHaveLength(new Set(older).size)
  const places = older.map((id) => byAge.indexOf(id))
  const steps = places.slice(1).map((place, index) => Math.abs(place - (places[index] ?? 0)))
  expect(Math.min(...steps)).toBeGreaterThanOrEqual(20)
})
