import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { openBook } from './book.ts'
import { UserError } from './command-line.ts'
import { loadInTurn, type Round } from './compare.ts'
import { attempt, type Context } from './part.ts'
import { sideOf } from './parts/http.ts'
import { SETUPS, type Setup } from './rows.ts'
import { median, medianRatio } from './statistics.ts'
import { visit } from './visit.ts'

export interface Change {
  readonly measure: string
  /** CPU time of this checkout's server for 1,000 requests, in milliseconds. */
  readonly server: number
  /** Ratios of this checkout to the other, one per pass; NaN if unknown. */
  readonly ratios: Readonly<Record<Compared, readonly number[]>>
}

/** CPU time per request of the server and of Redis, and requests per second. */
type Compared = 'server' | 'redis' | 'perSecond'

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
  const found = new Map<string, [Round[], Round[]][]>()
  for (let pass = 1; pass <= passes; pass++) {
    const progress = (step: string) => context.progress(`pass ${pass} of ${passes}: ${step}`)
    const passContext = { ...context, scale: { ...context.scale, ...scale }, progress }
    for (const setup of SETUPS.filter(({ part }) => parts.includes(part))) {
      const rows = setup.rows.filter(({ measure }) => measure.includes(match))
      if (rows.length === 0) continue
      const name = `${setup.part} on ${setup.store}, pass ${pass}`
      const note = (measure: string, rounds: [Round[], Round[]]) =>
        found.set(measure, [...(found.get(measure) ?? []), rounds])
      await attempt(passContext, name, () => runPass(passContext, { ...setup, rows }, other, note))
    }
  }
  return [...found].map(([measure, rounds]) => toChange(measure, rounds))
}

async function runPass(
  context: Context,
  setup: Setup,
  other: string,
  note: (measure: string, rounds: [Round[], Round[]]) => void,
): Promise<void> {
  await using ours = await openBook(context, setup)
  await using theirs = await openBook(context, { ...setup, root: other })
  const ourVisit = await visit(ours.first.url, context.scale.entries)
  const theirVisit = await visit(theirs.first.url, context.scale.entries)
  for (const row of setup.rows) {
    const sides = [sideOf(ours, ourVisit, row), sideOf(theirs, theirVisit, row)] as const
    const rounds = await attempt(context, row.measure, () => loadInTurn(context, row.measure, ...sides))
    if (rounds) note(row.measure, rounds)
  }
}

/** @throws UserError with the output of the build if it fails */
export async function buildCheckout(root: string, signal: AbortSignal): Promise<void> {
  try {
    await promisify(execFile)('npm', ['run', '--silent', 'build'], { cwd: root, signal })
  } catch (error) {
    throw new UserError(`expected "npm run build" to build ${root}, but it failed: ${(error as Error).message}`)
  }
}

function toChange(measure: string, passes: readonly [Round[], Round[]][]): Change {
  const ratios = (key: Compared) =>
    passes.map((sides) => {
      const [ours = [], theirs = []] = sides.map((rounds) => rounds.map((round) => round[key]))
      return medianRatio(ours, theirs)
    })
  return {
    measure,
    server: median(passes.flatMap(([ours]) => ours.map(({ server }) => server))),
    ratios: { server: ratios('server'), redis: ratios('redis'), perSecond: ratios('perSecond') },
  }
}
