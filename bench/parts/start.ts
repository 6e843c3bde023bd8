import { compareValues, oursAtMost } from '../findings.ts'
import { type Context, type Part, takeTurns } from '../part.ts'
import { redisVariables, startLocalRedis } from '../servers/redis.ts'
import { type Program, startBareFastify, startGuestbook, temporaryDirectory } from '../servers/start.ts'

/** The limit for a start, in milliseconds. */
const GOAL = 300

export const start: Part = {
  name: 'start',
  about: 'from the start of the process to its first page',
  async run(context) {
    await using redis = await startLocalRedis(1)
    await using directory = await temporaryDirectory()
    const [onRedis, embedded] = [redisVariables(redis), { DATA_DIR: directory.path }]
    const bare = [() => startBareFastify(), () => startBareFastify(onRedis)] as const
    return [
      await compareStarts(context, 'embedded', () => startGuestbook(embedded), 'bare Fastify', bare[0]),
      await compareStarts(context, 'on Redis', () => startGuestbook(onRedis), 'bare Fastify with ioredis', bare[1]),
    ]
  },
}

type Start = () => Promise<Program>

/** The first starts do not count: they create a book and read files from disk. */
async function compareStarts(context: Context, where: string, ours: Start, comparedWith: string, bare: Start) {
  const measure = `start, ${where}`
  const [one = [], other = []] = await takeTurns(
    context,
    measure,
    context.scale.starts,
    [ours, bare],
    async (begin) => {
      await using program = await begin()
      return program.startTime
    },
  )
  return compareValues(measure, 'ms', one, comparedWith, other, oursAtMost(GOAL))
}
