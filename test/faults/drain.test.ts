import { expect, test } from 'vitest'
import { awaitedLater } from '../support/awaited-later.ts'
import { describeWith } from '../support/machine.ts'
import { type RedisTopology, startRedis } from '../support/redis.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { Client } from './client.ts'
import { readiness, variables } from './front-ends.ts'
import { Progress } from './progress.ts'
import { report } from './report.ts'
import { compare } from './writers.ts'

const VISITORS = 24
/** Each of the three front ends is replaced this many times. */
const ROUNDS = 1

describeWith(['redis-server'], 'front ends are asked to end', () => {
  test('a rolling restart under load fails no request', { timeout: 120_000 }, async () => {
    await using redis = await startRedis({ provider: 'local', replicas: 1 })
    await using resources = new AsyncDisposableStack()
    const start = async () => resources.use(await startFrontEnd(redis))
    const fleet = new Fleet(await Promise.all([start(), start(), start()]))
    const working = awaitedLater(Promise.all(Array.from({ length: VISITORS }, (_, index) => fleet.visit(index))))

    let slowestEnd = 0
    for (let turn = 0; turn < ROUNDS * fleet.servers.length; turn++) {
      const index = turn % fleet.servers.length
      const leaving = fleet.servers[index] as RunningServer
      await fleet.progress.more(400, working)
      const asked = performance.now()
      const { code, output } = await leaving.stop()
      slowestEnd = Math.max(slowestEnd, performance.now() - asked)
      expect(code, output).toBe(0)
      fleet.servers[index] = await start()
    }
    await fleet.progress.more(200, working)
    fleet.isOver = true
    await working

    const { lost, duplicated } = await compare(fleet.acknowledged, redis.master)
    report({
      fault: 'front end ends (SIGTERM) under load',
      count: ROUNDS * fleet.servers.length,
      lost: lost.length,
      duplicated: duplicated.length,
      misread: fleet.failures.length,
      outage: { milliseconds: fleet.progress.longestGap, of: 'all three' },
      note: `${fleet.progress.count} requests, ${fleet.moves} moves; the slowest end took ${Math.round(slowestEnd)} ms`,
    })
    expect({ lost, duplicated, failures: fleet.failures }).toEqual({ lost: [], duplicated: [], failures: [] })
    expect(fleet.moves).toBeGreaterThan(0)
  })

  test('a second signal ends it at once', async () => {
    await using redis = await startRedis({ provider: 'local' })
    await using server = await startFrontEnd(redis, { DRAIN_DELAY: '60' })
    server.signal('SIGTERM')
    await server.logged('that it is ending', ({ msg }) => msg === 'ending')
    using client = new Client(server.url)
    expect((await client.ask('/readyz')).status).toBe(503)
    expect((await client.ask('/')).status).toBe(200)
    const { code } = await server.stop()
    expect(code).toBe(1)
  })
})

/** Front ends behind one address, as a Service has them, and what visitors see of them. */
class Fleet {
  readonly servers: RunningServer[]
  readonly progress = new Progress()
  readonly acknowledged = new Map<string, string>()
  readonly failures: string[] = []
  /** How often a visitor's connection was closed and another front end taken. */
  moves = 0
  isOver = false
  #posts = 0

  constructor(servers: RunningServer[]) {
    this.servers = servers
  }

  /** Posts and reads in turn over one connection, until it is closed; then over another, to the next front end. */
  async visit(first: number): Promise<void> {
    for (let index = first; !this.isOver; index++) {
      const { url } = this.servers[index % this.servers.length] as RunningServer
      using client = new Client(url, { connections: 1 })
      while (!this.isOver && (await this.#ask(client))) this.progress.step()
      this.moves++
    }
  }

  /** @returns false where the connection was closed, after the answer or before the request */
  async #ask(client: Client): Promise<boolean> {
    const number = this.#posts++
    const message = `rolling ${number}`
    try {
      const answer = await (number % 2 === 0 ? client.ask('/') : client.post(message))
      if (answer.status === 201) this.acknowledged.set(message, (JSON.parse(answer.text) as { id: string }).id)
      else if (answer.status !== 200) this.failures.push(`${answer.status}: ${answer.text}`)
      return answer.headers.connection !== 'close'
    } catch (error) {
      // Refused means that the front end had not taken the request.
      if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') this.failures.push(String(error))
      return false
    }
  }
}

/** Resolves once it can be written through, as visitors of a Service come only then. */
async function startFrontEnd({ master, replicas }: RedisTopology, environment = {}): Promise<RunningServer> {
  const addresses = variables(master.url, (replicas[0] ?? master).url)
  // On a busy machine, a write may take long.
  const server = await startServer({ ...addresses, LOG_LEVEL: 'info', WRITE_TIMEOUT: '9000', ...environment })
  using client = new Client(server.url)
  try {
    await readiness(client, { reads: 'ok', writes: 'ok' })
  } catch (error) {
    await server[Symbol.asyncDispose]()
    throw error
  }
  return server
}
