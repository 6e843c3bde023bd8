import type { FastifyInstance } from 'fastify'
import plugin from 'fastify-plugin'
import { Visitor, type VisitorOptions } from './visitor.ts'

declare module 'fastify' {
  interface FastifyRequest {
    visitor: Visitor
  }
}

/** Gives every request its visitor: who asks, in which language, and how far they have read. */
export const visitors = plugin(async (app: FastifyInstance, options: VisitorOptions) => {
  app.decorateRequest('visitor', null as unknown as Visitor)
  app.addHook('onRequest', (request, _reply, done) => {
    request.visitor = new Visitor(request, options)
    done()
  })
})
