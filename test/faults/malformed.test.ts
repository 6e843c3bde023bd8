import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import type { Client } from './client.ts'
import { metric, startFrontEnds } from './front-ends.ts'
import { garbage } from './garbage.ts'
import { inspector } from './inspector.ts'
import { report } from './report.ts'
import { type Asked, requests } from './requests.ts'

const WARM_UP = 5000
const REQUESTS = 10_000
const GARBAGE = 1000
const AT_A_TIME = 32

/**
 * How many more bytes the process may refer to at the end than after the warm-up. It is one megabyte, more or less, with the newest
 * entries being of different lengths; a leak of 1 KB a request would be more than this.
 */
const GROWTH_LIMIT = 8 * 1024 * 1024

describeWith(['redis-server'], 'requests of every kind', () => {
  test('crash nothing, leak nothing, fail nothing, and leave only text behind', { timeout: 150_000 }, async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    const { environment, collectGarbage } = await inspector()
    await using frontEnds = await startFrontEnds({
      masterUrl: redis.master.url,
      replicas: redis.replicas,
      // A busy machine may take its time: an entry that is not confirmed would count as a failure.
      environment: { ...environment, SEED_MESSAGE: '', WRITE_TIMEOUT: '9000' },
    })
    const front = frontEnds.at(0)
    const seed = Date.now() & 0x7fffffff
    const wrong: string[] = []
    const slowest = { milliseconds: 0 }
    const agent = new Agent({ keepAlive: true, maxSockets: AT_A_TIME })
    const acknowledged = new Set<string>()
    const memory = async () => {
      await collectGarbage()
      return (
        (await metric(front, 'nodejs_heap_size_used_bytes')) + (await metric(front, 'nodejs_external_memory_bytes'))
      )
    }
    const run = (count: number, from: number) =>
      eachOf(fc.sample(requests, { numRuns: count, seed: from }), async (asked) => {
        const started = performance.now()
        const problem = await ask(front.client.url, agent, asked, acknowledged)
        slowest.milliseconds = Math.max(slowest.milliseconds, performance.now() - started)
        if (problem) wrong.push(`${problem} to ${JSON.stringify(asked)}`)
      })

    await run(WARM_UP, seed)
    const before = await memory()
    await run(REQUESTS - WARM_UP, seed + 1)
    await eachOf(fc.sample(garbage, { numRuns: GARBAGE, seed }), async (bytes) => {
      const answer = await send(front.server.port, bytes)
      if (/^HTTP\/1.1 5(?!05)/.test(answer)) wrong.push(`${answer} to ${JSON.stringify(bytes.toString('latin1'))}`)
    })
    const growth = (await memory()) - before
    agent.destroy()

    expect(wrong.slice(0, 5), `of ${wrong.length}, with seed ${seed}`).toEqual([])
    const errors = front.server.logs.filter(({ level }) => level >= 50)
    expect(errors.slice(0, 3)).toEqual([])
    const { ids, strange } = await readWholeBook(front.client)
    const lost = [...acknowledged].filter((id) => !ids.includes(id))
    // What nobody was thanked for was added once too often.
    const extra = ids.filter((id) => !acknowledged.has(id))
    report({
      fault: 'malformed requests',
      count: REQUESTS + GARBAGE,
      lost: lost.length,
      duplicated: extra.length,
      misread: wrong.length + strange.length,
      outage: { ...slowest, of: 'the slowest answer' },
      note: `${ids.length} entries, memory ${growth < 0 ? '' : '+'}${(growth / 1024 / 1024).toFixed(1)} MB`,
    })
    expect(strange.slice(0, 3), `of ${strange.length}, with seed ${seed}`).toEqual([])
    expect({ lost, extra }, `with seed ${seed}`).toEqual({ lost: [], extra: [] })
    expect(ids.length).toBeGreaterThan(100)
    expect(growth).toBeLessThan(GROWTH_LIMIT)
  })
})

/** Does the same for each, some at a time. */
async function eachOf<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
  const queue = items.values()
  const work = async () => {
    for (const item of queue) await act(item)
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, work))
}

/**
 * Notes the id of an entry that was acknowledged. A stream is left as soon as it has begun.
 * @returns what was wrong with the answer; undefined where nothing was
 */
function ask(
  url: string,
  agent: Agent,
  { method, path, headers: own, body }: Asked,
  acknowledged: Set<string>,
): Promise<string | undefined> {
  // Node's client gives a body no length of its own where the method is one that rarely has a body.
  const headers = { ...own, ...(body ? { 'content-length': String(body.length) } : {}) }
  return new Promise((resolve) => {
    const options = { method, path, headers, signal: AbortSignal.timeout(10_000) }
    // A client that asks for another protocol cannot rely on the same connection.
    const asked = request(url, { ...options, agent: own.connection === 'upgrade' ? false : agent })
    asked.once('response', (response) => {
      const { statusCode = 0 } = response
      const isStream = response.headers['content-type']?.startsWith('text/event-stream')
      if (isStream) asked.destroy()
      const id = /[/#](w?\d+-\d+)$/.exec(response.headers.location ?? '')?.[1] ?? ''
      // What has to wait for the owner is not in the book.
      if (statusCode === 201 || (statusCode === 303 && /^\d/.test(id))) acknowledged.add(id)
      const done = () => resolve(statusCode >= 500 ? `status ${statusCode}` : undefined)
      buffer(response).then(done, isStream ? done : (error) => resolve(String(error)))
    })
    asked.once('upgrade', (_response, socket) => {
      socket.destroy()
      resolve('an upgrade')
    })
    asked.once('error', (error) => resolve(String(error)))
    asked.end(body)
  })
}

/** Sends bytes and nothing more; resolves to what came back once the connection has ended. */
function send(port: number, bytes: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' })
    let answer = ''
    socket.setEncoding('latin1').on('data', (text: string) => {
      answer += text
    })
    socket.once('error', () => {})
    socket.once('close', () => resolve(answer))
    socket.end(bytes)
    pause(10_000, undefined, { ref: false }).then(() =>
      reject(new Error(`no end of ${JSON.stringify(bytes.toString('latin1'))}`)),
    )
  })
}

const ITEM =
  /<li id="([\d-]+)">(?:<details>.*?<\/details>)?<p class="message[^"]*" dir="auto"[^>]*>([^<]*)<\/p><p class="by"><bdi[^>]*>([^<]*)<\/bdi>/g

/** Holds every page of the book against the API: each name and message has to be there, as text and as nothing else. */
async function readWholeBook(client: Client): Promise<{ ids: string[]; strange: string[] }> {
  const strange: string[] = []
  const ids: string[] = []
  for (let before = ''; ; ) {
    const cursor = before ? `before=${before}` : ''
    const api = JSON.parse((await client.ask(`/api/entries?limit=20&${cursor}`)).text)
    const page = (await client.ask(`/?${cursor}`, { headers: { 'accept-language': 'en' } })).text
    const shown = new Map(
      Array.from(page.matchAll(ITEM), ([, id = '', message = '', name = '']) => [id, { message, name }]),
    )
    for (const { id, name, message } of api.entries) {
      ids.push(id)
      const item = shown.get(id)
      const isSame = decode(item?.message) === message && decode(item?.name) === (name || 'A guest')
      if (!isSame || CONTROLS.test(name + message) || !message.isWellFormed())
        strange.push(JSON.stringify({ id, name, message, item }))
    }
    if (api.next === null) return { ids, strange }
    before = api.next
  }
}

/** Line breaks apart, what would do something to the page around it: control characters and what turns the writing direction. */
const CONTROLS = /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u

/** HTML's numeric references, which are all that the page writes, back to characters. */
function decode(html = ''): string {
  return html.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
}
