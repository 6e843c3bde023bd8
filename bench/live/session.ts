import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { Latency } from '../load/load.ts'
import { get, loadOf } from '../load/requests.ts'
import type { Context } from '../part.ts'
import type { Program } from '../processes/program.ts'
import { residentBytes } from '../processes/usage.ts'
import type { Readers } from './readers.ts'

/** What the readers of one server's streams saw. */
export interface Fanout {
  readonly posts: readonly TimedPost[]
  /** By how much the process grew for each stream, in bytes, posts included; undefined where the system does not say. */
  readonly bytesEach: number | undefined
  /** The latency of reading a page meanwhile, where that was asked for. */
  readonly readingMeanwhile: Latency | undefined
}

/** How long it took until the last reader had a post, in milliseconds. */
export interface TimedPost {
  /** 0 where it had it before the poster knew. */
  readonly sinceAcknowledged: number
  readonly sinceSent: number
}

export interface SessionOptions {
  readonly readers: Readers
  readonly streams: number
  readonly readsMeanwhile: boolean
}

/** Between one post and the next, in milliseconds: they are not to wait for each other. */
const BETWEEN_POSTS = 50

/** Posts a second while pages are read. */
const POST_RATE = 5

/** Starts a server, opens streams on it, posts, ends all. */
export async function holdStreams(
  { scale, load, signal }: Context,
  start: () => Promise<Program>,
  { readers, streams, readsMeanwhile }: SessionOptions,
): Promise<Fanout> {
  await using program = await start()
  const agent = new Agent({ keepAlive: true })
  try {
    // What a process grows to under any load is no cost of its streams.
    await load.saturate(loadOf(program, get('/')), { seconds: scale.warmUp })
    const before = await residentBytes(program.pid)
    await readers.open(program.url, streams)
    const posts: TimedPost[] = []
    for (let number = 0; number < scale.livePosts; number++) {
      signal.throwIfAborted()
      posts.push(await timePost(program.url, agent, readers, `Post ${number} of process ${program.pid}.`))
      await pause(BETWEEN_POSTS)
    }
    const after = await residentBytes(program.pid)
    const readingMeanwhile = readsMeanwhile
      ? await readWhilePosting(load, scale.seconds, program.url, agent)
      : undefined
    await readers.close()
    const bytesEach = before === undefined || after === undefined ? undefined : (after - before) / streams
    return { posts, bytesEach, readingMeanwhile }
  } finally {
    agent.destroy()
  }
}

async function timePost(url: string, agent: Agent, readers: Readers, message: string): Promise<TimedPost> {
  const { lastSeen } = await readers.expect(message)
  const sent = process.hrtime.bigint()
  await post(url, agent, message)
  const acknowledged = process.hrtime.bigint()
  const seen = await lastSeen
  return {
    sinceAcknowledged: Math.max(0, Number(seen - acknowledged) / 1e6),
    sinceSent: Number(seen - sent) / 1e6,
  }
}

/** A few readers of pages at a time: what they wait for is the server's work for the streams. */
async function readWhilePosting(load: Context['load'], seconds: number, url: string, agent: Agent): Promise<Latency> {
  const done = new AbortController()
  const posting = (async () => {
    for (let number = 0; !done.signal.aborted; number++) {
      await post(url, agent, `Post ${number} while pages are read.`)
      await pause(1000 / POST_RATE, undefined, { signal: done.signal }).catch(() => {})
    }
  })()
  const reading = load.saturate({ ...loadOf({ url }, get('/')), connections: 5 }, { seconds: Math.max(1, seconds) })
  const { latency } = await reading.finally(() => done.abort())
  await posting
  return latency
}

/** Resolves when the answer's head is here. Throws for any answer but 201. */
async function post(url: string, agent: Agent, message: string): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const posting = request(`${url}/api/entries`, { method: 'POST', agent, headers })
  posting.end(JSON.stringify({ name: 'Grace of Arlington', message }))
  const [response] = (await once(posting, 'response')) as [IncomingMessage]
  response.resume()
  if (response.statusCode !== 201) throw new Error(`expected 201 for a post, got ${response.statusCode}`)
}
