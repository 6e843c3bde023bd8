import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { MaybeWritten, NotWritten, Unreadable } from '../book/errors.ts'
import type { Language } from '../common/languages.ts'
import { LimitReached } from '../common/limit-reached.ts'
import { chosenLanguage } from '../http/chosen-language.ts'
import { describeError } from '../http/describe-error.ts'
import { isForPeople } from '../http/error-handler.ts'
import { keepCookies } from '../http/keep-cookies.ts'
import { logProblem } from '../http/log-problem.ts'
import { MalformedRequest } from '../http/malformed-requests.ts'
import type { TitleAndText } from '../languages/kiosk/catalogue.ts'
import { KIOSK_TEXTS } from '../languages/kiosk/catalogues.ts'
import { errorText } from '../pages/error-page.ts'
import type { ContextOf } from '../pages/page-context.ts'
import type { LiveSettings } from '../settings/live-settings.ts'
import { KIOSK_COOKIE } from './kiosk-cookie.ts'
import { KioskProblem } from './kiosk-problem.ts'
import type { KioskContext } from './pages/kiosk-context.ts'
import { renderNotice } from './pages/notice-page.ts'

/** Sends a page in the language that the address chooses, or else in the book's. */
export type SendKioskPage = (
  request: FastifyRequest,
  reply: FastifyReply,
  render: (context: KioskContext) => string,
) => FastifyReply

export function createKioskAnswers({
  settings,
  contextOf,
}: {
  readonly settings: LiveSettings
  readonly contextOf: ContextOf
}): SendKioskPage {
  return (request, reply, render) => {
    const chosen = chosenLanguage(request)
    const language: Language = chosen ?? settings.current.language ?? 'en'
    // Links in entries would lead the tablet away.
    const context = { ...contextOf(language), hasLinks: false, text: KIOSK_TEXTS[language], chosen }
    return reply.type('text/html; charset=utf-8').send(render(context))
  }
}

/** Keeps from a shared tablet copies in its cache, a visitor's cookies, and the book's own error pages, whose links lead away. */
export function keepApart(app: FastifyInstance, sendPage: SendKioskPage): void {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.header('cache-control', 'no-store')
    done()
  })
  app.addHook('onSend', (_request, reply, _payload, done) => {
    keepCookies(reply, (name) => name.endsWith(KIOSK_COOKIE))
    done()
  })
  app.setErrorHandler((error, request, reply) => {
    if (!isForPeople(request) || error instanceof MalformedRequest) throw error
    const problem = describeError(error)
    logProblem(request, problem, error)
    reply.code(problem.statusCode).headers(problem.headers)
    return sendPage(request, reply, (context) => renderNotice(wordsFor(error, problem.statusCode, context), context))
  })
}

function wordsFor(error: unknown, status: number, context: KioskContext): TitleAndText {
  const { text } = context
  if (error instanceof KioskProblem && error.reason === 'not-open') return text.notOpen
  const isAway = [Unreadable, NotWritten, MaybeWritten, LimitReached].some((kind) => error instanceof kind)
  return isAway ? text.unreachable : errorText(status, context)
}
