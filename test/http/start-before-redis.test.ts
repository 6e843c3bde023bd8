import { expect, test } from 'vitest'
import { redisVariables } from '../support/app.ts'
import { onBusyMachine } from '../support/busy.ts'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import { startServer } from '../support/server.ts'

describeWith(['redis'], 'started before Redis', () => {
  test('the program waits, says for what, and serves as soon as Redis is there', async () => {
    await using redis = await startRedis()
    const { port } = redis.master
    await redis.master.stop()
    await using server = await startServer(redisVariables(redis.master))
    const get = async (path: string, accept = 'text/html') =>
      fetch(server.url + path, { headers: { accept, connection: 'close' } })
    const waiting = await server.logged('what it waits for', ({ msg }) => msg === 'waiting for Redis')
    expect(waiting).toMatchObject({ hosts: ['127.0.0.1'], port, foundBy: 'REDIS_MASTER_URL' })

    expect((await get('/livez')).status).toBe(200)
    const readiness = await get('/readyz')
    expect(readiness.status).toBe(503)
    expect(await readiness.json()).toMatchObject({ status: 'not ready', reads: 'unavailable', writes: 'unavailable' })
    const page = await get('/')
    expect(page.status).toBe(503)
    const text = await page.text()
    expect(text).toContain('closed for a moment')
    expect(text).not.toContain(`${port}`)
    const api = await get('/api/entries', 'application/json')
    expect(api.status).toBe(503)
    expect(api.headers.get('content-type')).toBe('application/problem+json')
    const form = await fetch(server.url, {
      method: 'POST',
      headers: { connection: 'close' },
      body: new URLSearchParams({ message: 'Keep me' }),
    })
    expect(form.status).toBe(503)
    expect(await form.text()).toContain('Keep me')

    await redis.master.start()
    const started = performance.now()
    await expect.poll(async () => (await get('/')).status).toBe(200)
    await expect.poll(async () => (await get('/')).text()).toContain('Hello World!')
    expect(performance.now() - started).toBeLessThan(onBusyMachine(2000))
    await server.logged('that it is connected', ({ msg }) => msg === 'connected to Redis')
  })
})
