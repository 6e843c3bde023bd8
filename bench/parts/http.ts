import { type Book, openBook } from '../book.ts'
import { compare, type Side } from '../compare.ts'
import type { Finding } from '../findings.ts'
import { attempt, type Context, type Part } from '../part.ts'
import { LEASTS, leastRequests, type Row, SETUPS, type Setup } from '../rows.ts'
import { startBareFastify } from '../servers/start.ts'

/** Reads and posts, compared with the least that they can cost. */
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
  await using book = await openBook(context, setup)
  await using single = setup.frontEnds ? await openBook(context, { ...setup, frontEnds: 1 }) : undefined
  const copied = setup.rows.filter(({ least }) => least === 'copy')
  const originals = copied.map((row) => ({ url: book.programs[0]?.url ?? '', request: row.requests(book.visit)[0] }))
  await using bare = await startBareFastify(book.bareVariables, originals)
  const findings: Finding[] = []
  for (const row of setup.rows) {
    const ours = sideOf(book, row)
    const least = { ...ours, requests: leastRequests(setup, row, ours.requests, copied.indexOf(row)) }
    const others: Partial<Record<Row['least'], Side>> = {
      newest: least,
      keyless: least,
      ...(single ? { alone: { ...least, programs: single.programs, redis: single.redis } } : {}),
    }
    const reference = others[row.least] ?? { ...least, programs: [bare] }
    const { measure, goals } = row
    const comparison = { measure, goals, ours, reference, comparedWith: LEASTS[row.least] }
    const found = await attempt(context, measure, () =>
      compare(context, { ...comparison, sameBytes: row.least === 'copy' }),
    )
    findings.push(...(found ?? []))
  }
  return findings
}

/** The load of a row. Redis is counted unless the answers come from memory. */
export function sideOf({ programs, redis, visit }: Book, row: Row): Side {
  const isFromMemory = row.least === 'copy' || row.least === 'newest'
  return { programs, requests: row.requests(visit), redis: isFromMemory ? undefined : redis }
}
