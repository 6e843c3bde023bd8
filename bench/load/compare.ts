import type { RedisTopology } from '../../test/support/redis.ts'
import type { Cost, Finding, Goal } from '../findings.ts'
import type { Context } from '../part.ts'
import type { Program } from '../processes/program.ts'
import { redisCpuSeconds } from '../processes/redis.ts'
import { cpuSeconds } from '../processes/usage.ts'
import { median, medianRatio } from '../statistics.ts'
import type { Load, LoadResult } from './load.ts'

/** One side of a comparison. */
export interface Side {
  readonly load: Load
  /** Whose CPU time is counted, where it is a process of ours. */
  readonly program?: Program | undefined
  /** Whose CPU time is counted, too, where it is involved. */
  readonly redis?: RedisTopology | undefined
}

export interface Comparison {
  readonly measure: string
  readonly ours: Side
  readonly reference: Side
  /** What the reference is. */
  readonly comparedWith: string
  readonly goal?: Goal | undefined
  /** The answers of both sides are to have the same size, or it would be no comparison. */
  readonly sameBytes?: boolean | undefined
}

/** Loads both sides in turn, round after round, and holds the answers a second of one against those of the other. */
export async function compare(context: Context, comparison: Comparison): Promise<Finding> {
  const { measure, ours, reference, comparedWith, goal, sameBytes = false } = comparison
  const { load, progress, scale, signal } = context
  progress.step(`${measure}, warming up`)
  for (const side of [ours, reference]) await load.saturate(side.load, { seconds: scale.warmUp })
  const rounds: { ours: Measured; reference: Measured }[] = []
  while (rounds.length < scale.rounds) {
    signal.throwIfAborted()
    progress.step(`${measure}, round ${rounds.length + 1} of ${scale.rounds}`)
    rounds.push({ ours: await measureSide(context, ours), reference: await measureSide(context, reference) })
  }
  const one = rounds.map((round) => round.ours)
  const other = rounds.map((round) => round.reference)
  if (sameBytes) expectSameSize(measure, one, other)
  const rate = (measured: readonly Measured[]) => measured.map(({ perSecond }) => perSecond)
  return {
    measure,
    ours: { value: median(rate(one)), unit: 'requests/s' },
    reference: { name: comparedWith, quantity: { value: median(rate(other)), unit: 'requests/s' } },
    ratio: medianRatio(rate(one), rate(other)),
    goal,
    cost: { ours: summarise(one), reference: summarise(other) },
  }
}

interface Measured extends LoadResult {
  readonly cost: Cost
}

async function measureSide({ load, scale }: Context, side: Side): Promise<Measured> {
  const before = await readClocks(side)
  const result = await load.saturate(side.load, { seconds: scale.seconds })
  const after = await readClocks(side)
  const each = (from: number | undefined, to: number | undefined) =>
    from === undefined || to === undefined ? undefined : ((to - from) * 1_000_000) / result.answers
  const { p50, p99 } = result.latency
  const cost = { server: each(before.server, after.server), redis: each(before.redis, after.redis), p50, p99 }
  return { ...result, cost }
}

async function readClocks({ program, redis }: Side) {
  return {
    server: program && (await cpuSeconds(program.pid)),
    redis: redis && (await redisCpuSeconds(redis)),
  }
}

function summarise(rounds: readonly Measured[]): Cost {
  const middle = (read: (cost: Cost) => number | undefined) => {
    const values = rounds.map(({ cost }) => read(cost)).filter((value) => value !== undefined)
    return values.length === rounds.length ? median(values) : undefined
  }
  return {
    server: middle(({ server }) => server),
    redis: middle(({ redis }) => redis),
    p50: median(rounds.map(({ cost }) => cost.p50)),
    p99: median(rounds.map(({ cost }) => cost.p99)),
  }
}

function expectSameSize(measure: string, one: readonly Measured[], other: readonly Measured[]): void {
  const size = (rounds: readonly Measured[]) => Math.round(median(rounds.map(({ bytesEach }) => bytesEach)))
  if (Math.abs(size(one) - size(other)) > 0.02 * size(one)) {
    throw new Error(
      `${measure}: expected answers of ${size(one)} bytes from both sides, got ${size(other)} from the other`,
    )
  }
}
