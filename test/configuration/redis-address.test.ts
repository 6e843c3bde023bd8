import { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { postEntry } from '../http/requests.ts'
import { startApp } from '../support/app.ts'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import { startServer } from '../support/server.ts'

describeWith(['redis'], 'the Redis that the environment names', () => {
  test('is reached with a password full of signs, and the book lands in the database of the URL, and there alone', async () => {
    await using redis = await startRedis({ password: 'p@s/s:#% ?ü' })
    const url = `${redis.master.url}/3`
    await using guestbook = await startApp({ REDIS_MASTER_URL: url })
    expect((await postEntry(guestbook.app, { message: 'In the third' })).statusCode).toBe(201)
    await using third = Object.assign(new Redis(url), { [Symbol.asyncDispose]: () => third.quit().then(() => {}) })
    expect(await third.xlen('guestbook:{main}:entries')).toBe(1)
    expect(await redis.master.client().dbsize()).toBe(0)
  })

  test('is told by its variables in Kubernetes, next to the ones that mean something else', async () => {
    await using redis = await startRedis({ replicas: 1 })
    const [replica] = redis.replicas
    await using server = await startServer({
      GET_HOSTS_FROM: 'env',
      REDIS_MASTER_SERVICE_HOST: '127.0.0.1',
      REDIS_MASTER_SERVICE_PORT: `${redis.master.port}`,
      REDIS_MASTER_PORT: 'tcp://127.0.0.1:1',
      REDIS_SLAVE_SERVICE_HOST: '127.0.0.1',
      REDIS_SLAVE_SERVICE_PORT: `${replica?.port}`,
      REDIS_SLAVE_PORT: 'tcp://127.0.0.1:1',
    })
    await expect
      .poll(async () => (await fetch(`${server.url}/readyz`, { headers: { connection: 'close' } })).json())
      .toMatchObject({ reads: 'ok', writes: 'ok' })
    const found = server.logs.filter(({ msg }) => msg === 'connected to Redis').map(({ foundBy }) => foundBy)
    expect(new Set(found)).toEqual(new Set(['REDIS_MASTER_SERVICE_HOST', 'REDIS_SLAVE_SERVICE_HOST']))
  })

  test('with a wrong password, the program serves what it can, and its log says why without repeating it', async () => {
    await using redis = await startRedis({ password: 'right' })
    const url = `redis://:wrong-sesame@127.0.0.1:${redis.master.port}`
    await using server = await startServer({ REDIS_MASTER_URL: url })
    const line = await server.logged('why it waits', ({ msg }) => msg === 'a problem with Redis')
    expect(line.reason).toMatch(/does not accept the user or the password.*check REDIS_MASTER_URL/)
    expect((await fetch(`${server.url}/readyz`, { headers: { connection: 'close' } })).status).toBe(503)
    expect(JSON.stringify(server.logs)).not.toContain('wrong-sesame')
  })
})
