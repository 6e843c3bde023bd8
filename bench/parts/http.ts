import { SQLITE_ENTRIES } from '../bare/store.ts'
import { compare } from '../compare.ts'
import { atLeast, type Finding } from '../findings.ts'
import { get, type LoadRequest, loadOf, POST } from '../load/load.ts'
import type { Context, Part } from '../part.ts'
import type { Row } from '../rows.ts'
import { startBareFastify } from '../servers/bare.ts'
import { occupy, openPlace, SETUPS, type Setup } from '../setups.ts'

/** Reads and posts, compared with a bare Fastify that answers the same bytes or gives one command to the store. */
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
  await using occupied = await occupy(context.load, setup, place)
  const { guestbook, rows } = occupied
  const copied = rows.filter(({ least }) => least === 'copy').map(({ requests }) => loadOf(guestbook, ...requests))
  await using bare = await startBareFastify(place.bareVariables, copied)
  const findings: Finding[] = []
  for (const row of rows) {
    const redis = row.least === 'copy' ? undefined : place.redis
    findings.push(
      await compare(context, {
        measure: row.measure,
        ours: { load: loadOf(guestbook, ...row.requests), program: guestbook, redis },
        reference: { load: loadOf(bare, ...leastRequests(row, rows, setup)), program: bare, redis },
        ...describeLeast(row, setup),
        goal: row.goal === undefined ? undefined : atLeast(row.goal),
      }),
    )
  }
  return findings
}

function describeLeast({ least }: Row, { store }: Setup): { comparedWith: string; sameBytes?: boolean } {
  if (least === 'copy') return { comparedWith: 'bare Fastify, same bytes and headers', sameBytes: true }
  const commands = { Redis: { range: 'XREVRANGE', add: 'XADD' }, SQLite: { range: 'SELECT', add: 'INSERT' } }
  return { comparedWith: `bare Fastify, one ${commands[store][least]}${least === 'range' ? ' as JSON' : ''}` }
}

/** What the bare server is asked for in the place of a row's requests. */
function leastRequests(row: Row, rows: readonly Row[], { store }: Setup): LoadRequest[] {
  if (row.least === 'add') return [{ ...POST, path: '/add' }]
  if (row.least === 'copy') {
    const index = rows.filter(({ least }) => least === 'copy').indexOf(row)
    return row.requests.map(({ headers }) => get(`/copy/${index}`, headers))
  }
  return row.requests.map(({ path }, index) => {
    const before = store === 'Redis' ? new URL(path, 'http://any').searchParams.get('before') : SQLITE_ENTRIES - index
    return get(`/range?before=${before}`)
  })
}
