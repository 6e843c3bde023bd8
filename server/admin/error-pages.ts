import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { MaybeWritten, NotWritten, Unreadable } from '../book/errors.ts'
import { ADMIN_PATH, ENTER_PATH } from '../common/admin-paths.ts'
import { describeError } from '../http/describe-error.ts'
import { isForPeople } from '../http/error-handler.ts'
import { logProblem } from '../http/log-problem.ts'
import type { AdminProblemKind } from '../languages/admin/catalogue.ts'
import { AdminProblem } from './admin-problem.ts'
import type { Answers } from './answers.ts'
import { formOf } from './forms.ts'
import { isChange } from './guard.ts'
import { renderAgain, renderProblemPage } from './pages/problem-page.ts'

/** Answers the errors of the owner's side with pages of its own, and others as everywhere. */
export function explainAdminErrors(app: FastifyInstance, { openPage }: Answers): void {
  app.setErrorHandler((error, request, reply) => {
    const kind = kindOf(error)
    if (kind === undefined || !isForPeople(request)) throw error
    if (kind === 'signed-out' && !isChange(request.method)) return showTheWayIn(request, reply, openPage)
    const problem = describeError(error)
    logProblem(request, problem, error)
    reply.code(problem.statusCode).headers(problem.headers)
    const unsaved = isUnsaved(error) ? { path: request.url, form: formOf(request) } : undefined
    return openPage(request, reply, (context) => renderProblemPage(kind, context, unsaved))
  })
}

/** A link on another site brings no SameSite=Strict cookie, so the page loads once more, now from this site. */
function showTheWayIn(request: FastifyRequest, reply: FastifyReply, openPage: Answers['openPage']): FastifyReply {
  const { 'sec-fetch-site': site } = request.headers
  if (site !== 'cross-site' && site !== 'same-site') return reply.redirect(ENTER_PATH, 303)
  const address = request.url.startsWith(ADMIN_PATH) ? request.url : ADMIN_PATH
  return openPage(request, reply.code(401), (context) => renderAgain(address, context))
}

/** What was typed can be sent once more. */
function isUnsaved(error: unknown): boolean {
  return error instanceof NotWritten || error instanceof MaybeWritten
}

function kindOf(error: unknown): AdminProblemKind | undefined {
  if (error instanceof AdminProblem) return error.reason
  if (error instanceof Unreadable) return 'unreachable'
  if (error instanceof NotWritten) return 'not-written'
  return error instanceof MaybeWritten ? 'uncertain' : undefined
}
