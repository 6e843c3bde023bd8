import { type Book, openBook } from '../book.ts'
import { compare, type Side } from '../compare.ts'
import type { Finding } from '../findings.ts'
import { attempt, type Context, type Part } from '../part.ts'
import { copy, newest, type Row, SETUPS, type Setup } from '../rows.ts'
import { startBareFastify } from '../servers/start.ts'
import { type Visit, visit } from '../visit.ts'

/** Reads and posts, compared with the least that they can cost. */
export function httpPart(name: Setup['part'], about: string): Part {
  return {
    name,
    about,
    async run(context) {
      const findings: Finding[] = []
      for (const setup of SETUPS.filter(({ part }) => part === name))
        findings.push(...((await attempt(context, name, () => measure(context, setup))) ?? []))
      return findings
    },
  }
}

async function measure(context: Context, setup: Setup): Promise<Finding[]> {
  await using same = await openBook(context, setup)
  await using single = setup.frontEnds ? await openBook(context, { ...setup, frontEnds: 1 }) : same
  const visited = await visit(same.first.url, context.scale.entries)
  const copied = setup.rows.filter(({ least }) => least === copy)
  const originals = copied.map((row) => ({ url: same.first.url, request: row.requests(visited)[0] }))
  await using bare = await startBareFastify(same.variables, originals)
  const findings: Finding[] = []
  for (const row of setup.rows) {
    const ours = sideOf(same, visited, row)
    const { least, measure, goals } = row
    const { programs, redis } = { same, single, bare: { ...same, programs: [bare] } }[least.server]
    const requests = least.requests(ours.requests, copied.indexOf(row))
    const reference = { programs, requests, redis: ours.redis && redis }
    const comparison = { measure, goals, ours, reference, comparedWith: least.name, sameBytes: least === copy }
    findings.push(...((await attempt(context, measure, () => compare(context, comparison))) ?? []))
  }
  return findings
}

/** The load of a row. Redis is counted unless the answers come from memory. */
export function sideOf({ programs, redis }: Book, visited: Visit, { least, requests }: Row): Side {
  return { programs, requests: requests(visited), redis: least === copy || least === newest ? undefined : redis }
}
