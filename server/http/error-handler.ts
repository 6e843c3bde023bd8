import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import plugin from 'fastify-plugin'
import type { Feed } from '../book/feed/feed.ts'
import { LimitReached } from '../common/limit-reached.ts'
import { API_PATH } from '../common/paths.ts'
import { formatPosition } from '../common/position.ts'
import { PROBLEM_TYPE } from '../common/problem.ts'
import type { Pages } from '../pages/pages.ts'
import { addressWithoutSlash } from './address-without-slash.ts'
import { AllowedMethods } from './allowed-methods.ts'
import { describeError } from './describe-error.ts'
import { logProblem } from './log-problem.ts'
import { MalformedRequest } from './malformed-requests.ts'
import { pathOf } from './path-of.ts'
import { HttpProblem, type ProblemText, problemDocument } from './problem.ts'
import type { Refusals } from './refusals.ts'
import { tellRequestId, tellTrace } from './request-identity.ts'
import type { RequestLog } from './request-log.ts'
import type { SecurityHeaders } from './security-headers.ts'

interface ErrorHandlerOptions {
  readonly pages: Pages
  readonly feed: Feed
  readonly refusals: Refusals
}

/** Answers all errors: with problem documents in the API, otherwise with a page. Logs what is not the client's fault. Register before routes. */
export const errorHandler = plugin(async (app: FastifyInstance, options: ErrorHandlerOptions) => {
  const methods = new AllowedMethods()
  app.addHook('onRoute', ({ url, method }) => methods.add(url, method))

  app.setErrorHandler((error: FastifyError, request, reply) => {
    // The client left while a file was sent.
    if (error.code === 'ERR_STREAM_PREMATURE_CLOSE' && request.socket.destroyed) return reply.hijack()
    const problem = describeError(error)
    if (problem.cause instanceof LimitReached) options.refusals.add(problem.cause.limit)
    else logProblem(request, problem, error)
    reply.code(problem.statusCode).headers(problem.headers).header('cache-control', 'no-store')
    const hasPage = isForPeople(request) && !(problem instanceof MalformedRequest)
    return hasPage ? sendPage(request, reply, problem, options) : sendProblem(request, reply, problem, options)
  })

  app.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) return done()
    const withoutSlash = isForPeople(request) ? addressWithoutSlash(request, methods) : undefined
    if (request.url === '*' && request.method === 'OPTIONS')
      reply.code(204).header('allow', methods.all().join(', ')).send()
    else if (withoutSlash !== undefined) reply.redirect(withoutSlash, 308)
    else done(nothingAt(request, methods))
  })
  app.setNotFoundHandler((request) => {
    throw nothingAt(request, methods)
  })
})

function nothingAt(request: FastifyRequest, methods: AllowedMethods): HttpProblem {
  const allowed = methods.at(pathOf(request))
  if (allowed.length === 0 || allowed.includes(request.method)) return notFound()
  const allow = allowed.join(', ')
  const detail = `This address answers ${allow}, not ${request.method}.`
  return new HttpProblem(405, detail, { headers: { allow } })
}

function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: HttpProblem,
  { pages }: ErrorHandlerOptions,
): FastifyReply {
  const isBusy = problem.cause instanceof LimitReached
  const view = { status: problem.statusCode, isBusy, requestId: request.id }
  return reply.type('text/html; charset=utf-8').send(pages.error(view, request.visitor.negotiateLanguage(reply)))
}

function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: HttpProblem,
  { pages, feed }: ErrorHandlerOptions,
): FastifyReply {
  if (feed.state && !reply.hasHeader('guestbook-position')) request.visitor.tellRead(reply, feed.state.position, false)
  if (problem.reasons.length === 0) return sendDocument(request, reply, problem)
  const language = request.visitor.negotiateLanguage(reply)
  const told = problem.reasons.map((reason) => pages.problem(reason, language))
  return sendDocument(request, reply, problem, problemTextOf(told))
}

function problemTextOf(told: ReturnType<Pages['problem']>[]): ProblemText {
  const ofFields = told.filter(({ place }) => place !== 'form')
  return {
    detail: told.map(({ text }) => text).join(' '),
    errors:
      ofFields.length > 0 ? ofFields.map(({ place, text }) => ({ pointer: `#/${place}`, detail: text })) : undefined,
  }
}

interface BadUrlOptions {
  readonly feed: Feed
  readonly headers: SecurityHeaders
  readonly requestLog: RequestLog
}

/** For URLs that cannot be decoded or have a part longer than any id. No hook runs for them. */
export function createBadUrlHandler({ feed, headers, requestLog }: BadUrlOptions) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    const problem =
      error.code === 'FST_ERR_MAX_PARAM_LENGTH'
        ? notFound()
        : new HttpProblem(400, 'The address must be a path such as "/", with two hexadecimal digits after each "%".')
    if (feed.state) reply.header('guestbook-position', formatPosition(feed.state.position))
    reply.code(problem.statusCode).headers(headers).header('cache-control', 'no-store')
    tellRequestId(request, reply)
    tellTrace(request, reply, request.headers.traceparent)
    requestLog.answered(request, problem.statusCode)
    sendDocument(request, reply, problem)
  }
}

function notFound(): HttpProblem {
  return new HttpProblem(404, 'There is nothing at this address.')
}

function sendDocument(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: HttpProblem,
  text?: ProblemText,
): FastifyReply {
  return reply
    .type(PROBLEM_TYPE)
    .serializer((document: unknown) => JSON.stringify(document))
    .send(problemDocument(problem, request.id, text))
}

/** False for the API and for clients that ask for JSON: they get documents instead of pages. */
export function isForPeople(request: FastifyRequest): boolean {
  if ((request.routeOptions.url ?? pathOf(request)).startsWith(API_PATH)) return false
  const accept = request.headers.accept ?? '*/*'
  return !/json/.test(accept) || /html/.test(accept)
}
