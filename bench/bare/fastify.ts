import type { ServerResponse } from 'node:http'
import Fastify from 'fastify'
import { openStore } from './store.ts'

/**
 * The minimum for a guestbook on Fastify: no logging, validation or limits. `POST /add` and `GET /range` send one command to the
 * store; `GET /live` is a stream of what is added; `GET /copy/<n>` returns the bytes and headers of the answer to the n-th
 * request in COPIED (JSON).
 */
const { COPIED = '[]', HOST = '127.0.0.1', PORT } = process.env

/** Headers that Node writes itself. */
const OWN_HEADERS = ['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding']

const app = Fastify()
const store = await openStore(process.env)
app.get('/livez', async () => ({ status: 'ok' }))

const copied = JSON.parse(COPIED) as { url: string; headers?: Record<string, string> }[]
for (const [index, { url, headers }] of copied.entries()) await copy(`/copy/${index}`, url, headers)

if (store) {
  app.get<{ Querystring: { before: string } }>('/range', async (request, reply) => {
    const entries = await store.range(request.query.before, 20)
    return reply.type('application/json; charset=utf-8').send(JSON.stringify({ entries }))
  })
  const readers = new Set<ServerResponse>()
  app.get('/live', (_request, reply) => {
    reply.hijack()
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()
    readers.add(reply.raw.once('close', () => readers.delete(reply.raw)))
  })
  app.post<{ Body: { name: string; message: string } }>('/add', async (request, reply) => {
    const { name, message } = request.body
    const id = await store.add(name, message)
    const event = Buffer.from(`id: ${id}\nevent: entry\ndata: ${JSON.stringify({ id, name, message })}\n\n`)
    for (const reader of readers) reader.write(event)
    return reply.code(201).send({ id, name, message })
  })
}

await app.listen({ host: HOST, port: Number(PORT) })
process.once('SIGTERM', () => process.exit())

async function copy(path: string, url: string, headers: Record<string, string> = {}): Promise<void> {
  const { request } = await import('undici')
  const original = await request(url, { headers, reset: true })
  const body = Buffer.from(await original.body.arrayBuffer())
  const kept = Object.fromEntries(Object.entries(original.headers).filter(([name]) => !OWN_HEADERS.includes(name)))
  if (original.statusCode !== 200 && original.statusCode !== 304) {
    throw new Error(`expected 200 or 304 from ${url}, got ${original.statusCode}`)
  }
  app.get(path, (asked, reply) => {
    reply.headers(kept)
    if (original.statusCode === 200) reply.send(body)
    else reply.code(asked.headers['if-none-match'] === kept.etag ? 304 : 500).send()
  })
}
