import { setTimeout as pause } from 'node:timers/promises'
import { request } from 'undici'
import { atMost, compareValues, type Finding, oursAtMost } from '../findings.ts'
import { get, loadOf, POST } from '../load/load.ts'
import { LoadThread } from '../load/thread.ts'
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
    await using readers = new LoadThread(context.signal)
    const variables = redisVariables(redis)
    const [ours, bare]: [Fanout[], Fanout[]] = [[], []]
    for (let round = 1; round <= context.scale.liveRounds; round++) {
      context.progress(`live, round ${round} of ${context.scale.liveRounds}`)
      await using guestbook = await startGuestbook(variables)
      ours.push(await holdStreams(context, readers, { ...guestbook, page: '/', posts: POST.path, live: '/api/live' }))
      await using fastify = await startBareFastify(variables)
      bare.push(await holdStreams(context, readers, { ...fastify, page: '/livez', posts: '/add', live: '/live' }))
    }
    return toFindings(context.scale.streams, ours, bare)
  },
}

/** A server with the paths of its newest page, of posts and of streams. */
type Server = Pick<Program, 'url' | 'pid'> & Readonly<Record<'page' | 'posts' | 'live', string>>

/** The results of one round. Times are in milliseconds. */
interface Fanout {
  /** From sending a post until the last reader has it. */
  readonly sincePosted: readonly number[]
  /** From its confirmation; 0 if the last reader was faster. */
  readonly sinceAcknowledged: readonly number[]
  /** Growth of the process per stream in KB, including the posts. */
  readonly memoryEach: number
  /** The 99th percentile of the latency of the page. */
  readonly readingMeanwhile: number
}

async function holdStreams({ scale, load }: Context, readers: LoadThread, server: Server): Promise<Fanout> {
  const page = loadOf([server], get(server.page))
  const [sincePosted, sinceAcknowledged]: [number[], number[]] = [[], []]
  // Any load makes a process grow, which is not a cost of its streams.
  await load.run('saturate', page, { seconds: scale.warmUp })
  const before = await residentBytes(server.pid)
  await readers.run('openStreams', server.url, server.live, scale.streams)
  for (let number = 0; number < scale.livePosts; number++) {
    const message = `Post ${number} of process ${server.pid}.`
    await readers.run('awaitText', message)
    const posted = process.hrtime.bigint()
    await post(server, message)
    const acknowledged = process.hrtime.bigint()
    const seen = await readers.run('lastSeen')
    sincePosted.push(Number(seen - posted) / 1e6)
    sinceAcknowledged.push(Math.max(0, Number(seen - acknowledged) / 1e6))
    await pause(BETWEEN_POSTS)
  }
  const memoryEach = ((await residentBytes(server.pid)) - before) / scale.streams / 1000
  const seconds = Math.max(1, scale.seconds)
  const reading = load.run('saturate', { ...page, connections: 5 }, { seconds })
  for (let number = 0; number < seconds * POST_RATE; number++) {
    await Promise.all([post(server, `Post ${number} while pages are read.`), pause(1000 / POST_RATE)])
  }
  const { p99 } = await reading
  await readers.run('closeStreams')
  return { sincePosted, sinceAcknowledged, memoryEach, readingMeanwhile: p99 }
}

async function post({ url, posts }: Server, message: string): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ name: 'Grace of Arlington', message })
  const answer = await request(url + posts, { method: 'POST', headers, body })
  await answer.body.dump()
  if (answer.statusCode !== 201) throw new Error(`expected 201 for a post, got ${answer.statusCode}`)
}

function toFindings(streams: number, ours: readonly Fanout[], bare: readonly Fanout[]): Finding[] {
  const name = (measure: string) => `${streams.toLocaleString('en')} streams: ${measure}`
  const versus = (measure: string, unit: 'ms' | 'KB', read: (round: Fanout) => number) => {
    return [name(measure), unit, ours.map(read), 'bare Fastify, XADD and one write to each', bare.map(read)] as const
  }
  const longest = Math.max(...ours.flatMap(({ sinceAcknowledged }) => sinceAcknowledged))
  return [
    compareValues(
      ...versus('from a post until the last reader has it', 'ms', ({ sincePosted }) => median(sincePosted)),
      atMost(1.1),
    ),
    { measure: name('from its acknowledgement, longest'), unit: 'ms', ours: longest, goal: oursAtMost(400) },
    compareValues(...versus('memory of one', 'KB', ({ memoryEach }) => memoryEach), oursAtMost(15)),
    compareValues(...versus('GET / meanwhile, five posts a second, p99', 'ms', (round) => round.readingMeanwhile)),
  ]
}
