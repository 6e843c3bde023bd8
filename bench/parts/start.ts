import { compareValues, oursAtMost } from '../findings.ts'
import { type Context, type Part, takeTurns } from '../part.ts'
import { redisVariables, startLocalRedis } from '../servers/redis.ts'
import { startBareFastify, startGuestbook, temporaryDirectory, type Variables } from '../servers/start.ts'

/** The limit for a start, in milliseconds. */
const GOAL = 300

export const start: Part = {
  name: 'start',
  about: 'from the start of the process to its first page',
  async run(context) {
    await using redis = await startLocalRedis(1)
    await using directory = await temporaryDirectory()
    const onRedis = redisVariables(redis)
    return [
      await compareStarts(context, 'embedded', { DATA_DIR: directory.path }, 'bare Fastify', {}),
      await compareStarts(context, 'on Redis', onRedis, 'bare Fastify with ioredis', onRedis),
    ]
  },
}

/** The first starts do not count: they create a book and read files from disk. */
async function compareStarts(context: Context, where: string, ours: Variables, comparedWith: string, bare: Variables) {
  const measure = `start, ${where}`
  const sides = [() => startGuestbook(ours), () => startBareFastify(bare)]
  const [one = [], other = []] = await takeTurns(context, measure, context.scale.starts, sides, async (begin) => {
    await using program = await begin()
    return program.startTime
  })
  return compareValues(measure, 'ms', one, comparedWith, other, oursAtMost(GOAL))
}
