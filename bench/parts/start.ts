import { type Finding, valueAtMost } from '../findings.ts'
import type { Context, Part } from '../part.ts'
import { startBareFastify } from '../processes/bare.ts'
import { startEmbedded, startGuestbook, temporaryDirectory } from '../processes/guestbook.ts'
import type { Program } from '../processes/program.ts'
import { startLocalRedis } from '../processes/redis.ts'
import { median, medianRatio } from '../statistics.ts'

/** The most that a start may take, in milliseconds. */
const GOAL = 300

export const start: Part = {
  name: 'start',
  about: 'from the start of the process to its first page',
  estimate: ({ starts }) => 2 + 4 * (starts + 1) * 0.4,
  async run(context) {
    await using redis = await startLocalRedis(1)
    await using directory = await temporaryDirectory()
    return {
      findings: [
        await compareStarts(context, 'start, embedded', 'bare Fastify', {
          ours: () => startEmbedded(directory.path, context.signal),
          reference: () => startBareFastify(context.signal),
        }),
        await compareStarts(context, 'start, on Redis', 'bare Fastify with ioredis', {
          ours: () => startGuestbook(redis, context.signal),
          reference: () => startBareFastify(context.signal, { store: { redis } }),
        }),
      ],
    }
  },
}

/** Starts both sides in turn. The first start of each, which makes a new book and reads files from the disk, does not count. */
async function compareStarts(
  { scale, progress }: Context,
  measure: string,
  comparedWith: string,
  { ours, reference }: { ours: () => Promise<Program>; reference: () => Promise<Program> },
): Promise<Finding> {
  const times = { ours: [] as number[], reference: [] as number[] }
  for (let round = 0; round <= scale.starts; round++) {
    progress.step(`${measure}, round ${round} of ${scale.starts}`)
    const own = await timeStart(ours)
    const other = await timeStart(reference)
    if (round === 0) continue
    times.ours.push(own)
    times.reference.push(other)
  }
  return {
    measure,
    ours: { value: median(times.ours), unit: 'ms' },
    reference: { name: comparedWith, quantity: { value: median(times.reference), unit: 'ms' } },
    ratio: medianRatio(times.ours, times.reference),
    goal: valueAtMost(GOAL),
  }
}

async function timeStart(begin: () => Promise<Program>): Promise<number> {
  await using program = await begin()
  return program.startTime
}
