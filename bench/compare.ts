import type { RedisTopology } from '../test/support/redis.ts'
import { type Cost, compareValues, type Finding, type Goal } from './findings.ts'
import { type Load, type LoadRequest, type LoadResult, loadOf } from './load/load.ts'
import type { Context } from './part.ts'
import type { Program } from './servers/program.ts'
import { cpuTime, redisCpuTime } from './servers/usage.ts'
import { median } from './statistics.ts'

/** A server under load. Its CPU time is counted, and that of Redis, if it is used. */
export interface Side {
  readonly load: Load
  readonly program: Program
  readonly redis: RedisTopology | undefined
}

export function sideOf(program: Program, requests: readonly LoadRequest[], redis: RedisTopology | undefined): Side {
  return { load: loadOf(program, ...requests), program, redis }
}

export interface Round extends Cost {
  readonly perSecond: number
  readonly bytesEach: number
}

export interface Comparison {
  readonly measure: string
  readonly ours: Side
  readonly reference: Side
  readonly comparedWith: string
  readonly goal?: Goal | undefined
  /** Throw if the answers of the two sides differ in size. */
  readonly sameBytes?: boolean
}

/** Compares the requests per second of both sides and the cost of a request. */
export async function compare(context: Context, comparison: Comparison): Promise<Finding> {
  const { measure, ours, reference, comparedWith, goal, sameBytes } = comparison
  const [one, other] = await loadInTurn(context, measure, ours, reference)
  const size = (rounds: readonly Round[]) => Math.round(median(rounds.map(({ bytesEach }) => bytesEach)))
  if (sameBytes && Math.abs(size(one) - size(other)) > 0.02 * size(one)) {
    throw new Error(`${measure}: expected answers of ${size(one)} bytes from both sides, got ${size(other)} bytes`)
  }
  const rates = (rounds: readonly Round[]) => rounds.map(({ perSecond }) => perSecond)
  const finding = compareValues(measure, 'requests/s', rates(one), comparedWith, rates(other), goal)
  return { ...finding, cost: { ours: middle(one), reference: middle(other) } }
}

/** Loads both sides in turn after a warm-up. The side that goes first alternates. */
export async function loadInTurn(
  { load, progress, scale }: Context,
  measure: string,
  ours: Side,
  reference: Side,
): Promise<[Round[], Round[]]> {
  progress(`${measure}, warming up`)
  for (const side of [ours, reference]) await load.run('saturate', side.load, { seconds: scale.warmUp })
  const rounds: [Round[], Round[]] = [[], []]
  const sides = [
    { side: ours, found: rounds[0] },
    { side: reference, found: rounds[1] },
  ]
  for (let round = 1; round <= scale.rounds; round++) {
    progress(`${measure}, round ${round} of ${scale.rounds}`)
    for (const { side, found } of sides) {
      const before = await readClocks(side)
      const result = await load.run('saturate', side.load, { seconds: scale.seconds })
      found.push(toRound(result, before, await readClocks(side)))
    }
    sides.reverse()
  }
  return rounds
}

interface Clocks {
  readonly server: number
  readonly redis: number
}

async function readClocks({ program, redis }: Side): Promise<Clocks> {
  const [server = Number.NaN, used = Number.NaN] = await Promise.all([
    cpuTime(program.pid),
    redis && redisCpuTime(redis),
  ])
  return { server, redis: used }
}

function toRound({ answers, perSecond, bytesEach, p99 }: LoadResult, before: Clocks, after: Clocks): Round {
  const each = (clock: keyof Clocks) => (1000 * (after[clock] - before[clock])) / answers
  return { perSecond, bytesEach, server: each('server'), redis: each('redis'), p99 }
}

function middle(rounds: readonly Round[]): Cost {
  const of = (key: keyof Cost) => median(rounds.map((round) => round[key]))
  return { server: of('server'), redis: of('redis'), p99: of('p99') }
}
