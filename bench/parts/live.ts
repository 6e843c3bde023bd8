import { setTimeout as pause } from 'node:timers/promises'
import { atMost, compareValues, type Finding, type Goal, oursAtMost } from '../findings.ts'
import { openStreams } from '../load/open-streams.ts'
import { ask, get, POST_WITHOUT_KEY } from '../load/requests.ts'
import { loadOf, saturate } from '../load/saturate.ts'
import type { Context, Part } from '../part.ts'
import { redisVariables, startLocalRedis } from '../servers/redis.ts'
import { type Program, startBareFastify, startGuestbook } from '../servers/start.ts'
import { residentBytes } from '../servers/usage.ts'
import { median } from '../statistics.ts'

/** The pause between posts, in milliseconds, so that they do not delay each other. */
const BETWEEN_POSTS = 50

const POST_RATE = 5

export const live: Part = {
  name: 'live',
  about: 'from a post to the last of many open pages',
  async run(context) {
    await using redis = await startLocalRedis(1)
    const variables = redisVariables(redis)
    const [ours, bare]: [Fanout[], Fanout[]] = [[], []]
    for (let round = 1; round <= context.scale.liveRounds; round++) {
      context.progress(`live, round ${round} of ${context.scale.liveRounds}`)
      await using guestbook = await startGuestbook(variables)
      ours.push(await holdStreams(context, guestbook))
      await using fastify = await startBareFastify(variables)
      bare.push(await holdStreams(context, fastify))
    }
    return toFindings(context.scale.streams, ours, bare)
  },
}

/** The results of one round, times in milliseconds. */
type Fanout = Awaited<ReturnType<typeof holdStreams>>

async function holdStreams({ scale, signal }: Context, { url, pid }: Program) {
  const page = loadOf([{ url }], get('/'))
  const [sincePosted, sinceAcknowledged]: [number[], number[]] = [[], []]
  // Any load makes a process grow, which is not a cost of its streams.
  await saturate(page, { seconds: scale.warmUp }, signal)
  const before = await residentBytes(pid)
  await using streams = await openStreams({ url, path: '/api/live', count: scale.streams }, signal)
  for (let number = 0; number < scale.livePosts; number++) {
    const message = `Post ${number} of process ${pid}.`
    const { seen } = await streams.watch(message)
    const posted = process.hrtime.bigint()
    await post(url, message)
    const acknowledged = process.hrtime.bigint()
    sincePosted.push(Number((await seen) - posted) / 1e6)
    sinceAcknowledged.push(Number((await seen) - acknowledged) / 1e6)
    await pause(BETWEEN_POSTS)
  }
  const memoryEach = ((await residentBytes(pid)) - before) / scale.streams / 1000
  const seconds = Math.max(1, scale.seconds)
  const reading = saturate({ ...page, connections: 5 }, { seconds }, signal)
  for (let number = 0; number < seconds * POST_RATE; number++) {
    await Promise.all([post(url, `Post ${number} while pages are read.`), pause(1000 / POST_RATE)])
  }
  const { p99 } = await Promise.race([reading, streams.failed])
  return {
    /** From sending a post until the last reader has it. */
    sincePosted: median(sincePosted),
    /** The longest time from its confirmation; 0 if the last reader was always faster. */
    sinceAcknowledged: Math.max(0, ...sinceAcknowledged),
    /** Growth of the process per stream in KB, including the posts. */
    memoryEach,
    /** The 99th percentile of the latency of the page. */
    readingMeanwhile: p99,
  }
}

async function post(url: string, message: string): Promise<void> {
  await ask(url, { ...POST_WITHOUT_KEY, body: JSON.stringify({ name: 'Grace of Arlington', message }) })
}

function toFindings(streams: number, ours: readonly Fanout[], bare: readonly Fanout[]): Finding[] {
  const name = (measure: string) => `${streams.toLocaleString('en')} streams: ${measure}`
  const compare = (measure: string, unit: 'ms' | 'KB', key: keyof Fanout, goal?: Goal) => {
    const [one, other] = [ours.map((round) => round[key]), bare.map((round) => round[key])]
    return compareValues(name(measure), unit, one, 'bare Fastify, XADD and one write to each', other, goal)
  }
  const longest = Math.max(...ours.map(({ sinceAcknowledged }) => sinceAcknowledged))
  return [
    compare('from a post until the last reader has it', 'ms', 'sincePosted', atMost(1.1)),
    { measure: name('from its acknowledgement, longest'), unit: 'ms', ours: longest, goal: oursAtMost(400) },
    compare('memory of one', 'KB', 'memoryEach', oursAtMost(15)),
    compare('GET / meanwhile, five posts a second, p99', 'ms', 'readingMeanwhile'),
  ]
}
