import type { ServerResponse } from 'node:http'
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import { openStore } from './store.ts'

/**
 * The minimum for a guestbook on Fastify: no logging, validation or limits. With a store, older pages and posts at the guestbook's
 * own addresses send it one command each, and `GET /api/live` is a stream of what is added. `GET /copy/<n>` returns the bytes
 * and headers of the answer to the n-th request in COPIED (JSON).
 */
const { COPIED = '[]', HOST = '127.0.0.1', PORT } = process.env

/** Headers that Node writes itself. */
const OWN_HEADERS = ['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding']

const app = Fastify()
const store = await openStore(process.env)
const copied = JSON.parse(COPIED) as { url: string; headers?: Record<string, string> }[]
for (const [index, { url, headers }] of copied.entries()) await copy(`/copy/${index}`, url, headers)

app.get('/', range).get('/api/entries', range)

const readers = new Set<ServerResponse>()
app.get('/api/live', (_request, reply) => {
  reply.hijack()
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()
  readers.add(reply.raw.once('close', () => readers.delete(reply.raw)))
})
app.post<{ Body: { name: string; message: string } }>('/api/entries', async (request, reply) => {
  const { name, message } = request.body
  const id = await store?.add(name, message)
  const event = Buffer.from(`id: ${id}\nevent: entry\ndata: ${JSON.stringify({ id, name, message })}\n\n`)
  for (const reader of readers) reader.write(event)
  return reply.code(201).send({ id, name, message })
})

await app.listen({ host: HOST, port: Number(PORT) })
process.once('SIGTERM', () => process.exit())

/** A page of older entries; without `before` or a store, just an answer. */
async function range(request: FastifyRequest<{ Querystring: { before?: string } }>, reply: FastifyReply) {
  const { before } = request.query
  if (!store || !before) return { status: 'ok' }
  const entries = await store.range(before, 20)
  return reply.type('application/json; charset=utf-8').send(JSON.stringify({ entries }))
}

async function copy(path: string, url: string, headers: Record<string, string> = {}): Promise<void> {
  const { ask } = await import('../load/requests.ts')
  const original = await ask(url, { method: 'GET', path: '', headers })
  const kept = Object.fromEntries(Object.entries(original.headers).filter(([name]) => !OWN_HEADERS.includes(name)))
  app.get(path, (asked, reply) => {
    reply.headers(kept)
    if (original.statusCode === 200) reply.send(original.bytes)
    else reply.code(asked.headers['if-none-match'] === kept.etag ? 304 : 500).send()
  })
}
