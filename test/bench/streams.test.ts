import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { openStreams } from '../../bench/load/open-streams.ts'

const { signal } = new AbortController()

/** A server with event streams at /live, which refuses all others. */
async function serve() {
  const readers: ServerResponse[] = []
  const server = createServer((request, response) => {
    if (request.url !== '/live') return void response.writeHead(503).end()
    // So that a text written in two parts has no length between them.
    response.useChunkedEncodingByDefault = false
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()
    readers.push(response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { url, readers, [Symbol.asyncDispose]: async () => close() }
}

test('streams tell when the last of them has a text, also if it comes in parts', async () => {
  await using server = await serve()
  await using streams = await openStreams({ url: server.url, path: '/live', count: 150 }, signal)
  expect(server.readers).toHaveLength(150)
  for (const text of ['first post', 'second post']) {
    const { seen } = await streams.watch(text)
    for (const reader of server.readers.slice(1)) reader.write(`data: ${text}\n\n`)
    server.readers[0]?.write(`data: ${text.slice(0, 6)}`)
    const before = process.hrtime.bigint()
    server.readers[0]?.write(`${text.slice(6)}\n\n`)
    expect(await seen).toBeGreaterThan(before)
  }
})

test('a refused stream and one that ends are failures', async () => {
  await using server = await serve()
  await expect(openStreams({ url: server.url, path: '/busy', count: 1 }, signal)).rejects.toThrow(/expected 200.*503/)
  await using streams = await openStreams({ url: server.url, path: '/live', count: 3 }, signal)
  const { seen } = await streams.watch('never sent')
  server.readers[1]?.destroy()
  await expect(seen).rejects.toThrow('expected the stream from /live to stay open')
  await expect(streams.failed).rejects.toThrow('to stay open')
})
