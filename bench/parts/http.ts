import { type Book, openBook } from '../book.ts'
import { compare, type Side } from '../compare.ts'
import type { Finding } from '../findings.ts'
import { type Context, measureEach, type Part } from '../part.ts'
import { copy, newest, type Row, SETUPS, type Setup } from '../rows.ts'
import { startBareFastify } from '../servers/start.ts'
import { type Visit, visit } from '../visit.ts'

/** Reads and posts, compared with the least that they can cost. */
export function httpPart(name: Setup['part'], about: string): Part {
  const setups = SETUPS.filter(({ part }) => part === name).map((setup) => ({ name, ...setup }))
  return { name, about, run: (context) => measureEach(context, setups, (setup) => measureRows(context, setup)) }
}

async function measureRows(context: Context, setup: Setup): Promise<Finding[]> {
  await using same = await openBook(context, setup)
  await using single = setup.frontEnds ? await openBook(context, { ...setup, frontEnds: 1 }) : same
  const visited = await visit(same.first.url, context.scale.entries)
  const copied = setup.rows.filter(({ least }) => least === copy)
  const originals = copied.map((row) => ({ url: same.first.url, request: row.requests(visited)[0] }))
  await using bare = await startBareFastify(same.variables, originals)
  const servers = { same, single, bare: { ...same, programs: [bare] } }
  // Awaited here, because the servers end when this function does.
  return await measureEach(context, setup.rows, (row) => {
    const ours = sideOf(same, visited, row)
    const { programs, redis } = servers[row.least.server]
    const requests = row.least.requests?.(ours.requests, copied.indexOf(row)) ?? ours.requests
    return compare(context, row, ours, { programs, requests, redis: ours.redis && redis })
  })
}

/** The load of a row. Redis is counted unless the answers come from memory. */
export function sideOf({ programs, redis }: Book, visited: Visit, { least, requests }: Row): Side {
  return { programs, requests: requests(visited), redis: least === copy || least === newest ? undefined : redis }
}
