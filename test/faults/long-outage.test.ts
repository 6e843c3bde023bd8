import { expect, test } from 'vitest'
import { onBusyMachine } from '../support/busy.ts'
import { eventually } from '../support/eventually.ts'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import { startServer } from '../support/server.ts'
import { TcpProxy } from '../support/tcp-proxy.ts'
import { Client } from './client.ts'
import { readiness, variables } from './front-ends.ts'
import { report } from './report.ts'

/** So many attempts to connect that the pauses between them are as long as they get. */
const ATTEMPTS = 40

/** A master this far away in each direction, in milliseconds, takes longer to answer than a nearby one may. */
const FAR_AWAY = 400

describeWith(['redis-server'], 'a front end that has not yet seen that Redis is back', () => {
  test.each([
    ['refused', { outages: 5, attempts: ATTEMPTS, delay: 0 }],
    ['silent', { outages: 5, attempts: 4, delay: 0 }],
    ['silent', { outages: 1, attempts: 2, delay: FAR_AWAY }],
  ] as const)(
    'asks it before it answers, where a visitor has an entry that it lacks (%s, %o)',
    {
      timeout: 60_000,
    },
    async (outageKind, { outages, attempts, delay }) => {
      await using redis = await startRedis({ provider: 'local' })
      const { url, port } = redis.master
      await using address = await TcpProxy.start(port, { delay })
      await using here = await startServer(variables(url, url))
      await using there = await startServer({ ...variables(address.url, address.url), WRITE_TIMEOUT: '3000' })
      using first = new Client(here.url)
      using second = new Client(there.url)
      await readiness(first, { reads: 'ok', writes: 'ok' })
      await readiness(second, { reads: 'ok', writes: 'ok' })
      const missed: string[] = []
      let slowest = 0
      for (let outage = 0; outage < outages; outage++) {
        address.moveTo(outageKind)
        address.cut()
        await readiness(second, { reads: 'from memory', writes: 'unavailable' })
        const enough = address.turnedAway + attempts
        await eventually('many attempts to connect', async () => {
          if (address.turnedAway < enough) throw new Error(`${address.turnedAway} so far`)
        })
        address.moveTo(port)
        const { headers, text } = await first.post(`after outage ${outage}`)
        const position = String(headers['guestbook-position'])
        const { id } = JSON.parse(text)
        for (const path of ['/', '/api/entries', '/feed.atom', `/api/entries/${id}`]) {
          const answer = await second.ask(path, { headers: { 'guestbook-position': position } })
          slowest = Math.max(slowest, answer.milliseconds)
          if (answer.status !== 200 || !answer.text.includes(`after outage ${outage}`)) missed.push(`${outage} ${path}`)
        }
      }
      report({
        fault: `Redis ${outageKind} for one front end, read after write elsewhere`,
        count: 4 * outages,
        misread: missed.length,
        outage: { milliseconds: slowest, of: 'the slowest read' },
      })
      expect(missed).toEqual([])
    },
  )

  test('answers from memory while nothing comes back', { timeout: 60_000 }, async () => {
    await using redis = await startRedis({ provider: 'local' })
    await using server = await startServer(variables(redis.master.url, redis.master.url))
    using client = new Client(server.url)
    await readiness(client, { reads: 'ok', writes: 'ok' })
    // Connections are made, and nothing is ever answered.
    await redis.master.freeze()
    await readiness(client, { reads: 'from memory', writes: 'unavailable' })
    const answers = []
    for (let number = 0; number < 40; number++) answers.push(await client.ask(number % 2 ? '/' : '/api/entries'))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    expect(Math.max(...answers.map(({ milliseconds }) => milliseconds))).toBeLessThan(onBusyMachine(1000))
    await redis.master.resume()
    await readiness(client, { reads: 'ok', writes: 'ok' })
  })
})
