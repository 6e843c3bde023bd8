import type { RedisTopology } from '../test/support/redis.ts'
import { atLeast, atMost, compareValues, type Finding } from './findings.ts'
import type { LoadRequest } from './load/requests.ts'
import { type Answers, loadOf, saturate } from './load/saturate.ts'
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

/** The results of one load. CPU time is in milliseconds for 1,000 requests; that of Redis is the master's and its replicas'. */
interface Round extends Answers {
  readonly server: number
  readonly redis: number
}

/** Compares what both sides answer in a second, the CPU time that it takes, and the latency. */
export async function compare(context: Context, row: Row, ours: Side, reference: Side): Promise<Finding[]> {
  const { name, least, goals } = row
  const [one, other] = await loadInTurn(context, name, ours, reference)
  const values = (rounds: readonly Round[], key: keyof Round) => rounds.map((round) => round[key])
  const [size = 0, otherSize = 0] = [one, other].map((rounds) => Math.round(median(values(rounds, 'bytesEach'))))
  if (least === copy && Math.abs(size - otherSize) > 0.02 * size) {
    throw new Error(`expected answers of ${size} bytes from both sides, got ${otherSize}`)
  }
  const finding = (measure: string, unit: 'requests/s' | 'ms', key: keyof Round, bound = atMost, limit?: number) => {
    const goal = limit === undefined ? undefined : bound(limit)
    return compareValues(measure, unit, values(one, key), least.name, values(other, key), goal)
  }
  return [
    finding(name, 'requests/s', 'perSecond', atLeast, goals.rate),
    finding(`${name}: CPU for 1,000, server`, 'ms', 'server', atMost, goals.server),
    ...(ours.redis ? [finding(`${name}: CPU for 1,000, Redis`, 'ms', 'redis', atMost, goals.redis)] : []),
    finding(`${name}: p99`, 'ms', 'p99'),
  ]
}

/**
 * Loads both sides in turn, after a longer load to warm up. A round is a number of requests, about what the side answered in
 * the time of a round before: the work for requests that a load ends before their answers would count, but not they.
 */
async function loadInTurn(
  context: Context,
  what: string,
  ...sides: readonly [Side, Side]
): Promise<[Round[], Round[]]> {
  const { scale, signal } = context
  const rates = new Map<Side, number>()
  const [one = [], other = []] = await takeTurns(context, what, scale.rounds, sides, async (side): Promise<Round> => {
    const rate = rates.get(side)
    const amount = Math.max(LEAST_REQUESTS, Math.round((rate ?? 0) * scale.seconds))
    const extent = rate === undefined ? { seconds: scale.warmUp } : { amount }
    const before = await readClocks(side)
    const result = await saturate(loadOf(side.programs, ...side.requests), extent, signal)
    const after = await readClocks(side)
    rates.set(side, result.perSecond)
    const each = (clock: 'server' | 'redis') => (1000 * (after[clock] - before[clock])) / result.answers
    return { ...result, server: each('server'), redis: each('redis') }
  })
  return [one, other]
}

async function readClocks({ programs, redis }: Side) {
  const servers = await Promise.all(programs.map(({ pid }) => cpuTime(pid)))
  return { server: sum(servers), redis: redis ? await redisCpuTime(redis) : Number.NaN }
}
