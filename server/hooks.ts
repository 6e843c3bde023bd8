import type { FastifyInstance } from 'fastify'
import type { AppParts } from './app-parts.ts'
import { basePath, basePathOf } from './http/base-path.ts'
import { commonHeaders } from './http/common-headers.ts'
import { errorHandler } from './http/error-handler.ts'
import { hostCheck } from './http/host-check.ts'
import { malformedRequests } from './http/malformed-requests.ts'
import { relativeAnswers } from './http/relative-answers.ts'
import { requestIdentity } from './http/request-identity.ts'
import { timeRequests } from './http/request-log.ts'
import { visitors } from './http/visitor.ts'
import { createVisitorCookies } from './http/visitor-cookies.ts'
import { createLanguageNegotiation } from './languages/negotiate.ts'
import { bodyBudget } from './limits/body-budget.ts'
import { emptyBodies } from './performance/empty-bodies.ts'

/** Adds what every request passes before and after its route, in this order. */
export async function addHooks(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { configuration, limits, feed, pages, headers, refusals, requestLog, secret, streams, unread, isDraining } =
    parts
  const { publicUrl, defaultLanguage, noindex } = configuration

  // First, since refusals are counted too, in the visitor's language, and need the headers.
  await app.register(visitors, {
    cookies: createVisitorCookies(publicUrl),
    negotiateLanguage: createLanguageNegotiation(defaultLanguage),
    secret,
  })
  feed.on('reload', () => secret.forget())
  await app.register(timeRequests)
  await app.register(requestIdentity)
  parts.tracing?.addTo(app)

  await app.register(commonHeaders, { headers, noindex })

  // Refuse what needs no body read. The error handler refuses unknown addresses and methods.
  await app.register(malformedRequests)
  await app.register(hostCheck, { publicUrl })
  await app.register(basePath, { base: basePathOf(publicUrl) })
  await app.register(errorHandler, { pages, feed, refusals })

  await app.register(emptyBodies)
  await app.register(bodyBudget, { bytes: limits.bodyBytes, time: limits.bodyTime, refusals })

  await app.register(relativeAnswers)

  // Fastify's `onResponse` would add two listeners to every request.
  app.addHook('onSend', (request, reply, payload, done) => {
    requestLog.answered(request, reply.statusCode)
    // Files are streamed, so they need no limit.
    if (typeof payload === 'string' || payload instanceof Uint8Array)
      unread.add(reply.raw, request.socket, payload.length)
    if (isDraining()) reply.header('connection', 'close')
    done()
  })
  app.addHook('preClose', async () => streams.close())
}
