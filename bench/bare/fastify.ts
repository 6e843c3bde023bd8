import Fastify from 'fastify'
import { addCopies, type Copied } from './copies.ts'
import { availableStore } from './store.ts'

/**
 * The least that a guestbook on Fastify could do: no logging, no validation, no limits. `COPIED` (JSON) lists the requests whose
 * answers are copied; the store is as the guestbook's own variables say.
 */
const app = Fastify()
const store = await availableStore(process.env)
app.get('/livez', async () => ({ status: 'ok' }))
await addCopies(app, JSON.parse(process.env.COPIED ?? '[]') as Copied[])

if (store) {
  app.get<{ Querystring: { before: string } }>('/range', async (request, reply) => {
    const entries = await store.range(request.query.before, 20)
    return reply.type('application/json; charset=utf-8').send(JSON.stringify({ entries }))
  })
  app.post<{ Body: { name: string; message: string } }>('/add', async (request, reply) => {
    const { name, message } = request.body
    const id = await store.add(name, message)
    return reply.code(201).send({ id, name, message })
  })
}

await app.listen({ host: process.env.HOST ?? '127.0.0.1', port: Number(process.env.PORT) })
process.once('SIGTERM', () => process.exit())
