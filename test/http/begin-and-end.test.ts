import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { buffer, text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { redisVariables } from '../support/app.ts'
import { ask, post } from '../support/ask.ts'
import { freePort } from '../support/free-port.ts'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import { startServer } from '../support/server.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

describeWith(['redis'], 'the program begins', () => {
  test('to answer once it can read and write, so that the first visitor is served', async () => {
    await using redis = await startRedis({ replicas: 1 })
    const port = await freePort()
    const starting = startServer({ ...redisVariables(redis.master, redis.replicas[0]), PORT: `${port}` })
    let first: Response | undefined
    while (!first) first = await ask(`http://127.0.0.1:${port}/readyz`).catch(() => undefined)
    await using server = await starting
    expect(await first.json()).toMatchObject({ status: 'ready', reads: 'ok', writes: 'ok' })
    expect((await post(server, { message: 'The first' })).status).toBe(201)
  })

  test('where Redis cannot be reached, after a second all the same', async () => {
    await using server = await startServer({ REDIS_MASTER_URL: `redis://127.0.0.1:${await freePort()}` })
    const ready = await ask(`${server.url}/readyz`)
    expect(await ready.json()).toMatchObject({ status: 'not ready', writes: 'unavailable' })
  })

  test('not at all where it is asked to end before', async () => {
    const [redisPort, port, metricsPort] = [await freePort(), await freePort(), await freePort()]
    const variables = {
      REDIS_MASTER_URL: `redis://127.0.0.1:${redisPort}`,
      PORT: `${port}`,
      METRICS_PORT: `${metricsPort}`,
    }
    const options = { cwd: ROOT, env: { PATH: process.env.PATH, ...variables } }
    const program = spawn(process.execPath, ['server/main.ts'], options)
    const output = Promise.all([text(program.stdout), text(program.stderr)])
    const metrics = () => ask(`http://127.0.0.1:${metricsPort}/metrics`).then(({ status }) => status)
    await expect.poll(() => metrics().catch(() => undefined)).toBe(200)
    program.kill('SIGTERM')
    const [code] = await once(program, 'exit')
    const said = (await output).join('\n')
    expect(code, said).toBe(0)
    expect(said).not.toContain('"listening"')
  })
})

describe('the program ends', () => {
  test('in good order although clients hold on: one who sends half a request, one who does not read', async () => {
    await using server = await startServer()
    const half = request(`${server.url}/`, { method: 'POST', agent: false, headers: { 'content-length': 100 } })
    half.on('error', () => {})
    half.write('message=')
    const stream = request(`${server.url}/api/live`, { agent: false })
    stream.on('error', () => {})
    await new Promise<void>((resolve) => {
      stream.on('response', (response) => {
        response.pause()
        resolve()
      })
      stream.end()
    })
    const started = performance.now()
    const { code } = await server.stop()
    expect(code).toBe(0)
    // The last are cut off after seven seconds. Node by itself would wait for half a minute, which is when Kubernetes kills.
    expect(performance.now() - started).toBeLessThan(20_000)
    half.destroy()
    stream.destroy()
  })

  test.each([
    ['nothing', ''],
    ['half a head', 'GET / HTTP/1.1\r\nHost: '],
    [
      'half a form',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nmessage=',
    ],
  ])('in good order although somebody is connected and has sent %s', async (_what, bytes) => {
    await using server = await startServer()
    const socket = connect(server.port, '127.0.0.1')
    socket.on('error', () => {})
    await once(socket, 'connect')
    socket.write(bytes)
    await ask(`${server.url}/livez`)
    expect(await server.stop()).toMatchObject({ code: 0, output: expect.stringContaining('"ended"') })
    socket.destroy()
  })

  test('a reader who waited for a front end to be as far as they are is turned away', async () => {
    await using server = await startServer()
    const position = (await ask(`${server.url}/api/entries`)).headers.get('guestbook-position') ?? ''
    const ahead = position.replace(/^\d+/, '9999999999999')
    const answer = ask(`${server.url}/api/live?after=${ahead}`)
    // What was asked later is answered: so the reader waits by now.
    await ask(`${server.url}/livez`)
    const ended = server.stop()
    expect((await answer).status).toBe(503)
    expect((await ended).code).toBe(0)
  })

  test('once a slow reader has all that was answered', async () => {
    await using server = await startServer({ RATE_LIMIT: '0' })
    for (let number = 0; number < 40; number++) await post(server, { message: `${number} ${'書'.repeat(990)}` })
    const address = '/api/entries?limit=40'
    const { length } = await (await ask(`${server.url}${address}`)).bytes()
    const readers = await Promise.all(Array.from({ length: 10 }, () => unreadAnswers(server, address)))
    const answered = () =>
      server.logs.filter(({ msg, method, path }) => msg === 'answered' && method === 'GET' && path === '/api/entries')
        .length
    await expect.poll(answered).toBe(1 + readers.reduce((all, { count }) => all + count, 0))
    server.signal('SIGTERM')
    await server.logged('that it ends', ({ msg }) => msg === 'ending')
    for (const { reader, count } of readers) expect((await buffer(reader)).length).toBeGreaterThan(count * length)
    expect((await server.ended).code).toBe(0)
  })
})

/** Asks three times on one connection, as often as is allowed, and does not read the answers. */
async function unreadAnswers({ port }: { readonly port: number }, address: string) {
  const count = 3
  const reader = connect(port, '127.0.0.1')
  reader.write(`GET ${address} HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(count))
  await once(reader, 'readable')
  return { reader, count }
}
