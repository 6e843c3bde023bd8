import { setTimeout as pause } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { compareValues, type Finding, oursAtMost } from '../findings.ts'
import { get, loadOf, POST } from '../load/load.ts'
import { LoadThread } from '../load/thread.ts'
import type { Context, Part } from '../part.ts'
import { startBareStreams } from '../servers/bare.ts'
import { startGuestbook } from '../servers/guestbook.ts'
import type { Program } from '../servers/program.ts'
import { redisVariables, startLocalRedis } from '../servers/redis.ts'
import { residentBytes } from '../servers/usage.ts'
import { percentile } from '../statistics.ts'

/** The pause between posts, in milliseconds, so that they do not delay each other. */
const BETWEEN_POSTS = 50

const POST_RATE = 5

export const live: Part = {
  name: 'live',
  about: 'from a post to the last of many open pages',
  async run(context) {
    await using redis = await startLocalRedis(1)
    await using readers = new LoadThread(context.signal)
    const ours: Fanout[] = []
    const bare: Fanout[] = []
    for (let round = 1; round <= context.scale.liveRounds; round++) {
      context.progress(`live, round ${round} of ${context.scale.liveRounds}`)
      ours.push(await holdStreams(context, readers, () => startGuestbook(redisVariables(redis))))
      bare.push(await holdStreams(context, readers, startBareStreams))
    }
    return toFindings(context.scale.streams, ours, bare)
  },
}

/** The results of one server. Times are in milliseconds. */
interface Fanout {
  /** From sending a post until the last reader has it. */
  readonly sinceSent: readonly number[]
  /** From its confirmation; 0 if the last reader was faster. */
  readonly sinceAcknowledged: readonly number[]
  /** Growth of the process per stream in KB, including the posts. */
  readonly memoryEach: number
  /** The 99th percentile of the latency of the page. */
  readonly readingMeanwhile: number
}

async function holdStreams(
  { scale, load, signal }: Context,
  readers: LoadThread,
  start: () => Promise<Program>,
): Promise<Fanout> {
  await using program = await start()
  const agent = new Agent()
  // Any load makes a process grow, which is not a cost of its streams.
  await load.run('saturate', loadOf(program, get('/')), { seconds: scale.warmUp })
  const before = await residentBytes(program.pid)
  await readers.run('openStreams', program.url, '/api/live', scale.streams)
  const sinceSent: number[] = []
  const sinceAcknowledged: number[] = []
  for (let number = 0; number < scale.livePosts; number++) {
    const message = `Post ${number} of process ${program.pid}.`
    await readers.run('awaitText', message)
    const sent = process.hrtime.bigint()
    await post(program, agent, message)
    const acknowledged = process.hrtime.bigint()
    const seen = await readers.run('lastSeen')
    sinceSent.push(Number(seen - sent) / 1e6)
    sinceAcknowledged.push(Math.max(0, Number(seen - acknowledged) / 1e6))
    await pause(BETWEEN_POSTS)
  }
  const memoryEach = ((await residentBytes(program.pid)) - before) / scale.streams / 1000
  const done = new AbortController()
  const posting = postUntil(AbortSignal.any([done.signal, signal]), program, agent)
  const reading = { ...loadOf(program, get('/')), connections: 5 }
  const { latency } = await load
    .run('saturate', reading, { seconds: Math.max(1, scale.seconds) })
    .finally(() => done.abort())
  await posting
  await readers.run('closeStreams')
  await agent.close()
  return { sinceSent, sinceAcknowledged, memoryEach, readingMeanwhile: latency.p99 }
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

function toFindings(streams: number, ours: readonly Fanout[], bare: readonly Fanout[]): Finding[] {
  const compared = (measure: string, unit: 'ms' | 'KB', read: (round: Fanout) => number, goal?: number) => {
    const name = `${streams.toLocaleString('en')} streams: ${measure}`
    const bound = goal === undefined ? undefined : oursAtMost(goal)
    return compareValues(name, unit, ours.map(read), 'bare node:http, one buffer', bare.map(read), bound)
  }
  const last = 'the last reader has a post, since'
  return [
    compared(`${last} its acknowledgement, p50`, 'ms', (round) => percentile(round.sinceAcknowledged, 0.5)),
    compared(`${last} its acknowledgement, p99`, 'ms', (round) => percentile(round.sinceAcknowledged, 0.99), 400),
    compared(`${last} it was sent, p50`, 'ms', (round) => percentile(round.sinceSent, 0.5)),
    compared(`${last} it was sent, p99`, 'ms', (round) => percentile(round.sinceSent, 0.99)),
    compared('memory of one', 'KB', (round) => round.memoryEach, 20),
    compared('GET / meanwhile, five posts a second, p99', 'ms', (round) => round.readingMeanwhile),
  ]
}
