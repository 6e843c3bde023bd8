import type { FastifyInstance } from 'fastify'
import type { AppParts } from './app-parts.ts'
import { errorHandler } from './http/error-handler.ts'
import { hostCheck } from './http/host-check.ts'
import { malformedRequests } from './http/malformed-requests.ts'
import { logRequests } from './http/request-log.ts'
import { robotsHeader } from './http/robots-header.ts'
import { securityHeaders } from './http/security-headers.ts'
import { visitors } from './http/visitor.ts'
import { createVisitorCookies } from './http/visitor-cookies.ts'
import { createLanguageNegotiation } from './languages/negotiate.ts'
import { bodyBudget } from './limits/body-budget.ts'
import { unreadLimit } from './limits/unread-answers.ts'
import { emptyBodies } from './performance/empty-bodies.ts'

/** What every request passes, in this order, before and after its route. */
export async function addHooks(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { configuration, limits, feed, pages, headers, refusals, requestLog, streams, unread, isDraining } = parts
  const { publicUrl, defaultLanguage, noindex } = configuration

  // First, since a refusal is counted too, and told in the visitor's language.
  await app.register(visitors, {
    cookies: createVisitorCookies({ secure: publicUrl?.startsWith('https:') ?? false }),
    negotiateLanguage: createLanguageNegotiation(defaultLanguage),
  })
  await app.register(logRequests, { requestLog })

  // Headers, also of refusals.
  await app.register(securityHeaders, { headers })
  await app.register(robotsHeader, { noindex })

  // Refusals that need no body. The handler of all errors is also what refuses an address or a method that nothing answers.
  await app.register(malformedRequests)
  await app.register(hostCheck, { publicUrl })
  await app.register(errorHandler, { pages, feed, refusals })

  // While a body is read, and while an answer is sent.
  await app.register(emptyBodies)
  await app.register(bodyBudget, { bytes: limits.bodyBytes, time: limits.bodyTime, refusals })
  await app.register(unreadLimit, { unread })

  // The end of the process.
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (isDraining()) reply.header('connection', 'close')
    done()
  })
  app.addHook('preClose', async () => streams.close())
}
