import { SQLITE_ENTRIES } from '../bare/store.ts'
import { compare, sideOf } from '../compare.ts'
import { atLeast, type Finding } from '../findings.ts'
import { get, type LoadRequest, loadOf, POST } from '../load/load.ts'
import { attempt, type Context, type Part } from '../part.ts'
import type { Row } from '../rows.ts'
import { startBareFastify } from '../servers/bare.ts'
import { openPlace, SETUPS, type Setup, startIn } from '../setups.ts'

/** Reads and posts, compared with a bare Fastify that returns the same bytes or sends one command to the store. */
export function httpPart(name: Setup['part'], about: string): Part {
  return {
    name,
    about,
    async run(context) {
      const findings: Finding[] = []
      for (const setup of SETUPS.filter(({ part }) => part === name)) findings.push(...(await measure(context, setup)))
      return findings
    },
  }
}

async function measure(context: Context, setup: Setup): Promise<Finding[]> {
  context.progress('filling the book')
  await using place = await openPlace(setup)
  await using guestbook = await startIn(place, setup, context.load)
  const requestsOf = (row: Row) => row.requests(guestbook.visit)
  const copied = setup.rows.filter(({ least }) => least === 'copy')
  await using bare = await startBareFastify(
    place.bareVariables,
    copied.map((row) => loadOf(guestbook, ...requestsOf(row))),
  )
  const findings: Finding[] = []
  for (const row of setup.rows) {
    const redis = row.least === 'copy' ? undefined : place.redis
    const least = leastRequests(setup, requestsOf(row), row.least, copied.indexOf(row))
    const finding = await attempt(context, row.measure, () =>
      compare(context, {
        measure: row.measure,
        ours: sideOf(guestbook, requestsOf(row), redis),
        reference: sideOf(bare, least, redis),
        ...describeLeast(row, setup),
        goal: row.goal === undefined ? undefined : atLeast(row.goal),
      }),
    )
    if (finding) findings.push(finding)
  }
  return findings
}

function describeLeast({ least }: Row, { store }: Setup): { comparedWith: string; sameBytes?: boolean } {
  if (least === 'copy') return { comparedWith: 'bare Fastify, same bytes and headers', sameBytes: true }
  const commands = { Redis: { range: 'XREVRANGE', add: 'XADD' }, SQLite: { range: 'SELECT', add: 'INSERT' } }
  return { comparedWith: `bare Fastify, one ${commands[store][least]}${least === 'range' ? ' as JSON' : ''}` }
}

/** The requests to the bare server that stand for a row's requests; `copy` is the number of its copy. */
function leastRequests(
  { store }: Setup,
  requests: readonly LoadRequest[],
  least: Row['least'],
  copy: number,
): LoadRequest[] {
  if (least === 'add') return [{ ...POST, path: '/add' }]
  if (least === 'copy') return requests.map(({ headers }) => get(`/copy/${copy}`, headers))
  return requests.map(({ path }, index) => {
    const before = store === 'Redis' ? path.slice(path.indexOf('=') + 1) : SQLITE_ENTRIES - index
    return get(`/range?before=${before}`)
  })
}
