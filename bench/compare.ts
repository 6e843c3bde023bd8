import type { RedisTopology } from '../test/support/redis.ts'
import { atLeast, atMost, type Cost, compareValues, type Finding } from './findings.ts'
import { type LoadRequest, loadOf } from './load/load.ts'
import { saturate } from './load/saturate.ts'
import { type Context, takeTurns } from './part.ts'
import { copy, type Row } from './rows.ts'
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

/** Compares the requests per second of both sides and the cost of a request; a cost with a goal is a finding of its own. */
export async function compare(
  context: Context,
  { name, least, goals }: Row,
  ours: Side,
  reference: Side,
): Promise<Finding[]> {
  const [one, other] = await loadInTurn(context, name, ours, reference)
  const [size = 0, otherSize = 0] = [one, other].map((rounds) => Math.round(median(values(rounds, 'bytesEach'))))
  if (least === copy && Math.abs(size - otherSize) > 0.02 * size) {
    throw new Error(`expected answers of ${size} bytes from both sides, got ${otherSize}`)
  }
  const cost = { ours: costOf(one), reference: costOf(other) }
  const goal = goals.rate === undefined ? undefined : atLeast(goals.rate)
  const [rate, otherRate] = [values(one, 'perSecond'), values(other, 'perSecond')]
  const costs = (['server', 'redis'] as const).flatMap((key) => {
    const limit = goals[key]
    if (limit === undefined || (key === 'redis' && !ours.redis)) return []
    const measure = `${name}: CPU for 1,000, ${key === 'redis' ? 'Redis' : key}`
    return compareValues(measure, 'ms', values(one, key), least.name, values(other, key), atMost(limit))
  })
  return [{ ...compareValues(name, 'requests/s', rate, least.name, otherRate, goal), cost }, ...costs]
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
  const { scale, signal } = context
  const rates = new Map<Side, number>()
  const loadOnce = async (side: Side): Promise<Round> => {
    const rate = rates.get(side)
    const amount = Math.max(LEAST_REQUESTS, Math.round((rate ?? 0) * scale.seconds))
    const extent = rate === undefined ? { seconds: scale.warmUp } : { amount }
    const before = await readClocks(side)
    const { answers, ...result } = await saturate(loadOf(side.programs, ...side.requests), extent, signal)
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

/** One value of each round. */
export function values(rounds: readonly Round[], key: keyof Round): number[] {
  return rounds.map((round) => round[key])
}

function costOf(rounds: readonly Round[]): Cost {
  const middle = (key: keyof Cost) => median(values(rounds, key))
  return { server: middle('server'), redis: middle('redis'), p99: middle('p99') }
}
