import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { openBook } from './book.ts'
import { UserError } from './command-line.ts'
import { loadInTurn, type Round, values } from './compare.ts'
import { type Context, measureEach } from './part.ts'
import { sideOf } from './parts/http.ts'
import { SETUPS, type Setup } from './rows.ts'
import { median, medianRatio } from './statistics.ts'
import { visit } from './visit.ts'

/** One row in one pass. Ratios are those of this checkout to the other; NaN if unknown. */
export interface Change {
  readonly measure: string
  /** CPU time of this checkout's server for 1,000 requests, in milliseconds. */
  readonly serverTime: number
  /** The ratios of CPU time per request, of the server and of Redis, and of requests per second. */
  readonly server: number
  readonly redis: number
  readonly perSecond: number
}

/**
 * Compares this checkout with another in interleaved rounds. Each side has its own book. Each pass starts new processes,
 * because two processes of the same program may differ by a few percent.
 * @param match only rows whose name contains this text
 */
export async function compareCheckouts(
  context: Context,
  other: string,
  parts: readonly string[],
  match: string,
): Promise<Change[]> {
  const { passes, ...scale } = context.scale.against
  const setups = SETUPS.filter(({ part }) => parts.includes(part))
    .map((setup) => ({ ...setup, rows: setup.rows.filter(({ name }) => name.includes(match)) }))
    .filter(({ rows }) => rows.length > 0)
  const runs = Array.from({ length: passes }, (_, index) => `pass ${index + 1} of ${passes}`).flatMap((pass) =>
    setups.map((setup) => ({ name: `${pass}: ${setup.part} on ${setup.store}`, pass, setup })),
  )
  return measureEach(context, runs, ({ pass, setup }) => {
    const progress = (step: string) => context.progress(`${pass}: ${step}`)
    return runPass({ ...context, scale: { ...context.scale, ...scale }, progress }, setup, other)
  })
}

async function runPass(context: Context, setup: Setup, other: string): Promise<Change[]> {
  await using ours = await openBook(context, setup)
  await using theirs = await openBook(context, { ...setup, root: other })
  const ourVisit = await visit(ours.first.url, context.scale.entries)
  const theirVisit = await visit(theirs.first.url, context.scale.entries)
  // Awaited here, because the servers end when this function does.
  return await measureEach(context, setup.rows, async (row) => {
    const sides = [sideOf(ours, ourVisit, row), sideOf(theirs, theirVisit, row)] as const
    const [one, two] = await loadInTurn(context, row.name, ...sides)
    const ratio = (key: keyof Round) => medianRatio(values(one, key), values(two, key))
    const ratios = { server: ratio('server'), redis: ratio('redis'), perSecond: ratio('perSecond') }
    return [{ measure: row.name, serverTime: median(values(one, 'server')), ...ratios }]
  })
}

/** @throws UserError with the output of the build if it fails */
export async function buildCheckout(root: string, signal: AbortSignal): Promise<void> {
  try {
    await promisify(execFile)('npm', ['run', '--silent', 'build'], { cwd: root, signal })
  } catch (error) {
    throw new UserError(`expected "npm run build" to build ${root}, but it failed: ${(error as Error).message}`)
  }
}
