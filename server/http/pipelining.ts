import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import plugin from 'fastify-plugin'
import type { RequestLog } from './request-log.ts'

/** How many requests of one connection may wait for the answers to earlier ones. Browsers and proxies send none ahead. */
const MOST_AHEAD = 16

/**
 * Ends a connection that sends many requests without waiting for answers. All of them would be worked on at once, and their answers
 * kept until they are read: a few kilobytes sent could fill the memory of the process.
 */
export const pipeliningLimit = plugin(async (app: FastifyInstance, { requestLog }: { requestLog: RequestLog }) => {
  const ahead = new WeakMap<Socket, number>()
  app.addHook('onRequest', (request, reply, done) => {
    // An answer gets its socket once those to earlier requests have left.
    if (reply.raw.socket !== null) return done()
    const { socket } = request.raw
    const count = (ahead.get(socket) ?? 0) + 1
    ahead.set(socket, count)
    reply.raw.once('close', () => ahead.set(socket, (ahead.get(socket) ?? 0) - 1))
    if (count <= MOST_AHEAD) return done()
    reply.hijack()
    requestLog.cutOff(request)
    socket.destroy()
  })
})
