import { expect, test } from 'vitest'
import { onBusyMachine } from '../support/busy.ts'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import { startServer } from '../support/server.ts'
import { TcpProxy } from '../support/tcp-proxy.ts'
import { Client } from './client.ts'
import { readiness, variables } from './front-ends.ts'
import { report } from './report.ts'

describeWith(['redis-server'], 'a master that is far away', () => {
  test.each([
    [500, '2500'],
    [1000, '5000'],
  ])('%i ms each way, works where WRITE_TIMEOUT=%s allows for it', { timeout: 90_000 }, async (delay, writeTimeout) => {
    await using redis = await startRedis({ provider: 'local' })
    await using far = await TcpProxy.start(redis.master.port, { delay })
    await using server = await startServer({ ...variables(far.url, far.url), WRITE_TIMEOUT: writeTimeout })
    using client = new Client(server.url)
    await readiness(client, { reads: 'ok', writes: 'ok' })
    let slowest = 0
    for (let number = 0; number < 3; number++) {
      const written = await client.post(`from far away ${number}`)
      expect(written).toMatchObject({ status: 201 })
      slowest = Math.max(slowest, written.milliseconds)
      const headers = { 'guestbook-position': String(written.headers['guestbook-position']) }
      const { status, text } = await client.ask('/api/entries?limit=1', { headers })
      expect({ status, text }).toMatchObject({
        status: 200,
        text: expect.stringContaining(`from far away ${number}`),
      })
      expect((await client.ask(`/?before=${JSON.parse(written.text).id}`)).status).toBe(200)
    }
    // What a far node is given is not taken for an outage.
    expect(server.logs.filter(({ msg }) => msg === 'waiting for Redis')).toEqual([])
    report({
      fault: `master ${delay} ms away each way, WRITE_TIMEOUT=${writeTimeout}`,
      count: 3,
      outage: { milliseconds: slowest, of: 'the slowest post' },
    })
  })

  test('one that is near is missed as soon, however long a write may take', { timeout: 60_000 }, async () => {
    await using redis = await startRedis({ provider: 'local' })
    const { url } = redis.master
    await using server = await startServer({ ...variables(url, url), WRITE_TIMEOUT: '30000' })
    using client = new Client(server.url)
    await readiness(client, { reads: 'ok', writes: 'ok' })
    await redis.master.freeze()
    const frozen = performance.now()
    await readiness(client, { reads: 'from memory', writes: 'unavailable' })
    // 750 ms of silence, after a question that comes twice a second: far less than a write may take.
    expect(performance.now() - frozen).toBeLessThan(onBusyMachine(1500))
    await redis.master.resume()
  })
})
