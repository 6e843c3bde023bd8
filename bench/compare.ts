import type { RedisTopology } from '../test/support/redis.ts'
import { atLeast, atMost, type Cost, compareValues, type Finding } from './findings.ts'
import { type LoadRequest, loadOf } from './load/load.ts'
import { type Context, takeTurns } from './part.ts'
import type { Program } from './servers/start.ts'
import { cpuTime, redisCpuTime, sum } from './servers/usage.ts'
import { median } from './statistics.ts'

/** The fewest requests of a round: a few for each connection. */
const LEAST_REQUESTS = 250

/** Servers under load, which share the connections. Their CPU time is counted, and that of Redis, if it is used. */
export interface Side {
  readonly programs: readonly Program[]
  readonly requests: readonly LoadRequest[]
  readonly redis: RedisTopology | undefined
}

export interface Round extends Cost {
  readonly perSecond: number
  readonly bytesEach: number
}

/** Limits for ratios of ours to the reference: of requests per second, and of CPU time per request, of servers and of Redis. */
export type Goals = Readonly<Partial<Record<'rate' | 'server' | 'redis', number>>>

export interface Comparison {
  readonly measure: string
  readonly ours: Side
  readonly reference: Side
  readonly comparedWith: string
  readonly goals: Goals
  /** Throw if the answers of the two sides differ in size. */
  readonly sameBytes: boolean
}

/** Compares the requests per second of both sides and the cost of a request; a cost with a goal is a finding of its own. */
export async function compare(context: Context, comparison: Comparison): Promise<Finding[]> {
  const { measure, ours, reference, comparedWith, goals, sameBytes } = comparison
  const [one, other] = await loadInTurn(context, measure, ours, reference)
  const values = (rounds: readonly Round[], key: keyof Round) => rounds.map((round) => round[key])
  const size = (rounds: readonly Round[]) => Math.round(median(values(rounds, 'bytesEach')))
  if (sameBytes && Math.abs(size(one) - size(other)) > 0.02 * size(one)) {
    throw new Error(`${measure}: expected answers of ${size(one)} bytes from both sides, got ${size(other)} bytes`)
  }
  const cost = (rounds: readonly Round[]) => {
    const [server, redis, p99] = (['server', 'redis', 'p99'] as const).map((key) => median(values(rounds, key)))
    return { server, redis, p99 } as Cost
  }
  const [rate, theirRate] = [values(one, 'perSecond'), values(other, 'perSecond')]
  const goal = goals.rate === undefined ? undefined : atLeast(goals.rate)
  const first = compareValues(measure, 'requests/s', rate, comparedWith, theirRate, goal)
  const rest = (['server', 'redis'] as const).flatMap((key) => {
    const limit = goals[key]
    if (limit === undefined || (key === 'redis' && !ours.redis)) return []
    const name = `${measure}: CPU for 1,000, ${key === 'redis' ? 'Redis' : key}`
    return compareValues(name, 'ms', values(one, key), comparedWith, values(other, key), atMost(limit))
  })
  return [{ ...first, cost: { ours: cost(one), reference: cost(other) } }, ...rest]
}

/**
 * Loads both sides in turn, after a longer load to warm up. A round is a number of requests, about what the side answered in
 * the time of a round before: the work for requests that a load ends before their answers would count, but not they.
 */
export async function loadInTurn(
  context: Context,
  measure: string,
  ours: Side,
  reference: Side,
): Promise<[Round[], Round[]]> {
  const { load, scale } = context
  const rates = new Map<Side, number>()
  const loadOnce = async (side: Side): Promise<Round> => {
    const rate = rates.get(side)
    const amount = Math.max(LEAST_REQUESTS, Math.round((rate ?? 0) * scale.seconds))
    const extent = rate === undefined ? { seconds: scale.warmUp } : { amount }
    const before = await readClocks(side)
    const { answers, ...result } = await load.run('saturate', loadOf(side.programs, ...side.requests), extent)
    const after = await readClocks(side)
    rates.set(side, result.perSecond)
    const each = (clock: 'server' | 'redis') => (1000 * (after[clock] - before[clock])) / answers
    return { ...result, server: each('server'), redis: each('redis') }
  }
  const [one = [], other = []] = await takeTurns(context, measure, scale.rounds, [ours, reference], loadOnce)
  return [one, other]
}

async function readClocks({ programs, redis }: Side) {
  const servers = await Promise.all(programs.map(({ pid }) => cpuTime(pid)))
  return { server: sum(servers), redis: redis ? await redisCpuTime(redis) : Number.NaN }
}
