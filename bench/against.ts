import { spawnSync } from 'node:child_process'
import { UserError } from './command-line.ts'
import { loadInTurn, type Round, sideOf } from './compare.ts'
import { attempt, type Context } from './part.ts'
import { openPlace, SETUPS, type Setup, startIn } from './setups.ts'
import { median, medianRatio } from './statistics.ts'

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
      const measured = await attempt(passContext, name, () => runPass(passContext, { ...setup, rows }, other))
      for (const [measure, rounds] of measured ?? []) found.set(measure, [...(found.get(measure) ?? []), rounds])
    }
  }
  return [...found].map(([measure, rounds]) => toChange(measure, rounds))
}

async function runPass(context: Context, setup: Setup, other: string): Promise<Map<string, [Round[], Round[]]>> {
  context.progress('filling the books')
  await using ourPlace = await openPlace(setup)
  await using otherPlace = await openPlace(setup)
  await using ours = await startIn(ourPlace, setup, context.load)
  await using theirs = await startIn(otherPlace, setup, context.load, other)
  const measured = new Map<string, [Round[], Round[]]>()
  for (const row of setup.rows) {
    const side = (guestbook: typeof ours, redis = ourPlace.redis) =>
      sideOf(guestbook, row.requests(guestbook.visit), row.least === 'copy' ? undefined : redis)
    const rounds = await attempt(context, row.measure, () =>
      loadInTurn(context, row.measure, side(ours), side(theirs, otherPlace.redis)),
    )
    if (rounds) measured.set(row.measure, rounds)
  }
  return measured
}

export function buildCheckout(root: string): void {
  const { status, error } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0)
    throw new UserError(`expected "npm run build" to build ${root}, but it failed (${error?.message ?? status})`)
}

function toChange(measure: string, passes: readonly [Round[], Round[]][]): Change {
  const ratios = (key: Compared) =>
    passes.map(([ours, other]) =>
      medianRatio(
        ours.map((round) => round[key]),
        other.map((round) => round[key]),
      ),
    )
  return {
    measure,
    server: median(passes.flatMap(([ours]) => ours.map(({ server }) => server))),
    ratios: { server: ratios('server'), redis: ratios('redis'), perSecond: ratios('perSecond') },
  }
}
