import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { Assets } from './assets.ts'
import type { Book } from './book/book.ts'
import type { Feed } from './book/feed/feed.ts'
import type { Reader } from './book/reader/reader.ts'
import type { Configuration } from './configuration/configuration.ts'
import { createClientErrorHandler, refuseTunnels } from './http/client-error.ts'
import { createBadUrlHandler, errorHandler } from './http/error-handler.ts'
import { hostCheck } from './http/host-check.ts'
import { malformedRequests, UNCHECKED_REQUESTS } from './http/malformed-requests.ts'
import { PROBLEM } from './http/problem.ts'
import { logRequests, RequestLog } from './http/request-log.ts'
import { robotsHeader } from './http/robots-header.ts'
import { createSecurityHeaders, securityHeaders } from './http/security-headers.ts'
import { createValidatorCompiler } from './http/validation.ts'
import { createVisitorCookies } from './http/visitor-cookies.ts'
import { visitors } from './http/visitors.ts'
import { createLanguageNegotiation } from './languages/negotiate.ts'
import { bodyBudget } from './limits/body-budget.ts'
import { BODY_LIMIT } from './limits/body-limit.ts'
import { Connections } from './limits/connections.ts'
import { createServerFactory } from './limits/create-server.ts'
import type { Limits } from './limits/limits.ts'
import { Refusals } from './limits/refusals.ts'
import { UnreadAnswers, unreadLimit } from './limits/unread-answers.ts'
import type { LiveStreams } from './live/live-streams.ts'
import { openApi } from './openapi.ts'
import type { Metrics } from './operations/metrics.ts'
import { createPages } from './pages/pages.ts'
import { EMPTY_REQUESTS, emptyBodies } from './performance/empty-bodies.ts'
import { createRequestIds } from './performance/request-ids.ts'
import { buildSerializer } from './performance/serialization.ts'
import { sharedLogger } from './performance/shared-logger.ts'
import { assetsRoutes } from './routes/assets.ts'
import { atomRoutes } from './routes/atom.ts'
import { bookPageRoutes } from './routes/book-page.ts'
import { entriesRoutes } from './routes/entries.ts'
import { liveRoutes } from './routes/live.ts'
import { operationsRoutes } from './routes/operations.ts'
import { createAddEntry } from './signing/add-entry.ts'
import { PostLimits } from './signing/post-limits.ts'

export interface AppDependencies {
  readonly configuration: Configuration
  readonly limits: Limits
  readonly version: string
  readonly book: Book
  readonly feed: Feed
  readonly reader: Reader
  readonly streams: LiveStreams
  readonly metrics: Metrics
  readonly assets: Assets
  /** Where the assets' files are. */
  readonly assetsDirectory: string
  readonly log: FastifyBaseLogger
  /** True once the process has been asked to end. */
  readonly isDraining: () => boolean
}

/** Puts the web application together. It does not listen yet; closing it ends the live streams but leaves the book open. */
export async function buildApp(dependencies: AppDependencies): Promise<FastifyInstance> {
  const { configuration, limits, book, feed, reader, streams, metrics, assets } = dependencies
  const { publicUrl, defaultLanguage, noindex } = configuration
  const presentation = { title: configuration.title, intro: configuration.intro, publicUrl, noindex }
  const headers = createSecurityHeaders(publicUrl)
  const createRequestId = createRequestIds()
  const requestLog = new RequestLog({ requests: metrics.requests, log: dependencies.log })
  const clientErrors = { createId: createRequestId, requestLog }
  const refusals = new Refusals({ log: dependencies.log, count: (limit) => metrics.countRefused(limit) })
  const unread = new UnreadAnswers(limits.unreadBytes, refusals)
  const connections = new Connections({
    limit: limits.connections,
    isLasting: (response) => streams.has(response),
    refusals,
    requestLog,
    createRequestId,
  })
  const app = Fastify({
    // Fastify is not given the log itself: it would watch every answer for its end, to write a line that nobody wants.
    childLoggerFactory: sharedLogger(dependencies.log),
    trustProxy: trustedProxies(configuration.trustProxy),
    serverFactory: createServerFactory({ ...EMPTY_REQUESTS, ...UNCHECKED_REQUESTS }, connections),
    bodyLimit: BODY_LIMIT,
    genReqId: createRequestId,
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: createBadUrlHandler({ feed, headers, requestLog }),
    clientErrorHandler: createClientErrorHandler(clientErrors),
    schemaController: { compilersFactory: { buildSerializer } },
    // A request that came before the end is answered, not turned away.
    return503OnClosing: false,
  })
  app.setValidatorCompiler(createValidatorCompiler())
  app.addSchema(PROBLEM)
  refuseTunnels(app, clientErrors)

  await app.register(emptyBodies)
  await app.register(bodyBudget, { bytes: limits.bodyBytes, time: limits.bodyTime, refusals })
  await app.register(unreadLimit, { unread })
  await app.register(visitors, {
    cookies: createVisitorCookies({ secure: publicUrl?.startsWith('https:') ?? false }),
    negotiateLanguage: createLanguageNegotiation(defaultLanguage),
  })
  await app.register(logRequests, { requestLog })
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (dependencies.isDraining()) reply.header('connection', 'close')
    done()
  })
  app.addHook('preClose', async () => streams.close())

  const postLimits = new PostLimits({ perMinute: configuration.rateLimit, perDay: configuration.bookLimit })
  const addEntry = createAddEntry({
    book,
    reader,
    limits: postLimits,
    countWrite: (write) => metrics.countWrite(write),
  })
  const rules = { limits: postLimits, publicUrl }
  const pages = createPages({ presentation, assets })
  await app.register(securityHeaders, { headers })
  await app.register(robotsHeader, { noindex })
  await app.register(malformedRequests)
  await app.register(hostCheck, { publicUrl })
  await app.register(errorHandler, { pages, feed, refusals })
  await app.register(openApi, { publicUrl, version: dependencies.version })
  await app.register(bookPageRoutes, { book, reader, addEntry, rules, pages })
  await app.register(entriesRoutes, { reader, addEntry, rules })
  await app.register(liveRoutes, { feed, streams, unread, requestLog })
  await app.register(atomRoutes, { reader, presentation, language: defaultLanguage })
  await app.register(operationsRoutes, { book, feed, isDraining: dependencies.isDraining })
  await app.register(assetsRoutes, { directory: dependencies.assetsDirectory, assets, noindex })
  return app
}

/**
 * A number of hops means: that many proxies in front of this process, whatever their addresses. Whoever reaches the process past
 * its proxy can then claim any address, which is why Fastify by itself takes no number; the README says so.
 */
function trustedProxies(proxies: Configuration['trustProxy']) {
  return typeof proxies === 'number' ? (_address: string, hop: number) => hop < proxies : proxies
}
