import type { FastifyInstance } from 'fastify'
import plugin from 'fastify-plugin'
import { isDocument, relativeAddress, relativeAddresses, rootFrom } from './relative-address.ts'

/** Headers that hold an address, which may be relative (RFC 9110, sections 10.2.2 and 8.7). */
const HEADERS = ['location', 'content-location']

/** Makes addresses in headers and documents relative. Those in an `EncodedBody` are relative before. */
export const relativeAnswers = plugin(async (app: FastifyInstance) => {
  app.addHook('onSend', (request, reply, payload, done) => {
    for (const name of HEADERS) {
      const address = reply.getHeader(name)
      if (typeof address === 'string') reply.header(name, relativeAddress(address, rootFrom(request)))
    }
    if (typeof payload !== 'string' || !isDocument(reply)) return done()
    done(null, relativeAddresses(payload, rootFrom(request)))
  })
})
