import { setTimeout as pause } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { type Finding, oursAtMost } from '../findings.ts'
import { get, loadOf, POST } from '../load/load.ts'
import { LoadThread } from '../load/thread.ts'
import type { Context, Part } from '../part.ts'
import { startGuestbook } from '../servers/guestbook.ts'
import type { Program } from '../servers/program.ts'
import { redisVariables, startLocalRedis } from '../servers/redis.ts'
import { residentBytes } from '../servers/usage.ts'
import { median, percentile } from '../statistics.ts'

/** The pause between posts, in milliseconds, so that they do not delay each other. */
const BETWEEN_POSTS = 50

const POST_RATE = 5

export const live: Part = {
  name: 'live',
  about: 'from a post to the last of many open pages',
  async run(context) {
    await using redis = await startLocalRedis(1)
    await using readers = new LoadThread(context.signal)
    const rounds: Fanout[] = []
    for (let round = 1; round <= context.scale.liveRounds; round++) {
      context.progress(`live, round ${round} of ${context.scale.liveRounds}`)
      await using guestbook = await startGuestbook(redisVariables(redis))
      rounds.push(await holdStreams(context, readers, guestbook))
    }
    return toFindings(context.scale.streams, rounds)
  },
}

/** The results of one round. Times are in milliseconds. */
interface Fanout {
  /** From a post's confirmation until the last reader has it; 0 if the last reader was faster. */
  readonly sinceAcknowledged: readonly number[]
  /** Growth of the process per stream in KB, including the posts. */
  readonly memoryEach: number
  /** The 99th percentile of the latency of the page. */
  readonly readingMeanwhile: number
}

async function holdStreams({ scale, load, signal }: Context, readers: LoadThread, program: Program): Promise<Fanout> {
  const agent = new Agent()
  // Any load makes a process grow, which is not a cost of its streams.
  await load.run('saturate', loadOf(program, get('/')), { seconds: scale.warmUp })
  const before = await residentBytes(program.pid)
  await readers.run('openStreams', program.url, '/api/live', scale.streams)
  const sinceAcknowledged: number[] = []
  for (let number = 0; number < scale.livePosts; number++) {
    const message = `Post ${number} of process ${program.pid}.`
    await readers.run('awaitText', message)
    await post(program, agent, message)
    const acknowledged = process.hrtime.bigint()
    const seen = await readers.run('lastSeen')
    sinceAcknowledged.push(Math.max(0, Number(seen - acknowledged) / 1e6))
    await pause(BETWEEN_POSTS)
  }
  const memoryEach = ((await residentBytes(program.pid)) - before) / scale.streams / 1000
  const done = new AbortController()
  const posting = postUntil(AbortSignal.any([done.signal, signal]), program, agent)
  const reading = { ...loadOf(program, get('/')), connections: 5 }
  const { p99 } = await load
    .run('saturate', reading, { seconds: Math.max(1, scale.seconds) })
    .finally(() => done.abort())
  await posting
  await readers.run('closeStreams')
  await agent.close()
  return { sinceAcknowledged, memoryEach, readingMeanwhile: p99 }
}

async function postUntil(end: AbortSignal, program: Program, agent: Agent): Promise<void> {
  for (let number = 0; !end.aborted; number++) {
    await post(program, agent, `Post ${number} while pages are read.`)
    await pause(1000 / POST_RATE, undefined, { signal: end }).catch(() => {})
  }
}

async function post({ url }: Program, dispatcher: Agent, message: string): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ name: 'Grace of Arlington', message })
  const answer = await request(url + POST.path, { method: 'POST', dispatcher, headers, body })
  await answer.body.dump()
  if (answer.statusCode !== 201) throw new Error(`expected 201 for a post, got ${answer.statusCode}`)
}

function toFindings(streams: number, rounds: readonly Fanout[]): Finding[] {
  const finding = (measure: string, unit: 'ms' | 'KB', read: (round: Fanout) => number, goal?: number): Finding => ({
    measure: `${streams.toLocaleString('en')} streams: ${measure}`,
    unit,
    ours: median(rounds.map(read)),
    goal: goal === undefined ? undefined : oursAtMost(goal),
  })
  const last = 'from its acknowledgement until the last reader has a post'
  return [
    finding(`${last}, p50`, 'ms', (round) => percentile(round.sinceAcknowledged, 0.5)),
    finding(`${last}, p99`, 'ms', (round) => percentile(round.sinceAcknowledged, 0.99), 400),
    finding('memory of one', 'KB', (round) => round.memoryEach, 20),
    finding('GET / meanwhile, five posts a second, p99', 'ms', (round) => round.readingMeanwhile),
  ]
}
