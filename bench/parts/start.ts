import { compareValues, type Finding, oursAtMost } from '../findings.ts'
import type { Context, Part } from '../part.ts'
import { startBareFastify } from '../servers/bare.ts'
import { startGuestbook, temporaryDirectory } from '../servers/guestbook.ts'
import type { Program } from '../servers/program.ts'
import { redisVariables, startLocalRedis } from '../servers/redis.ts'

/** The limit for a start, in milliseconds. */
const GOAL = 300

export const start: Part = {
  name: 'start',
  about: 'from the start of the process to its first page',
  async run(context) {
    await using redis = await startLocalRedis(1)
    await using directory = await temporaryDirectory()
    const [onRedis, embedded] = [redisVariables(redis), { DATA_DIR: directory.path }]
    const fastify = () => startBareFastify()
    const withRedis = () => startBareFastify(onRedis)
    return [
      await compareStarts(context, 'start, embedded', () => startGuestbook(embedded), 'bare Fastify', fastify),
      await compareStarts(
        context,
        'start, on Redis',
        () => startGuestbook(onRedis),
        'bare Fastify with ioredis',
        withRedis,
      ),
    ]
  },
}

/** Starts both sides in turn. The first starts do not count: they create a book and read files from disk. */
async function compareStarts(
  { scale, progress, signal }: Context,
  measure: string,
  ours: () => Promise<Program>,
  comparedWith: string,
  bare: () => Promise<Program>,
): Promise<Finding> {
  const times: { ours: number[]; bare: number[] } = { ours: [], bare: [] }
  for (let round = 0; round <= scale.starts; round++) {
    signal.throwIfAborted()
    progress(`${measure}, round ${round} of ${scale.starts}`)
    times.ours.push(await timeStart(ours))
    times.bare.push(await timeStart(bare))
  }
  return compareValues(measure, 'ms', times.ours.slice(1), comparedWith, times.bare.slice(1), oursAtMost(GOAL))
}

async function timeStart(start: () => Promise<Program>): Promise<number> {
  await using program = await start()
  return program.startTime
}
