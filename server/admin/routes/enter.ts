import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Owners } from '../../book/owners.ts'
import { createCode } from '../../book/secrets.ts'
import { ADMIN_PATH, ENTER_PATH } from '../../common/admin-paths.ts'
import { queryOf } from '../../http/query-of.ts'
import type { Refusals } from '../../http/refusals.ts'
import { isSentByOwnPage } from '../../http/same-origin.ts'
import { AdminProblem } from '../admin-problem.ts'
import type { Answers } from '../answers.ts'
import { describeDevice } from '../device.ts'
import { formOf, hasToken } from '../forms.ts'
import { renderEnter, renderHowToEnter, renderRefused } from '../pages/enter-pages.ts'
import type { SessionCookies } from '../session-cookie.ts'

interface EnterOptions {
  readonly owners: Owners
  readonly cookies: SessionCookies
  readonly answers: Answers
  readonly publicUrl: string | undefined
  readonly refusals: Refusals
}

type WithCode = { Params: { code: string } }

/** Wrong codes are counted by the minute. */
const RETRY_AFTER_SECONDS = 60

export function getHowToEnter(app: FastifyInstance, path: string, { answers }: EnterOptions): void {
  app.get(path, async (request, reply) => {
    const { left } = queryOf(request)
    return answers.openPage(request, reply, (context) => renderHowToEnter({ hasLeft: left !== undefined }, context))
  })
}

/** Uses nothing up, because mail scanners and previews open links too. */
export function getEnter(app: FastifyInstance, path: string, { owners, cookies, answers }: EnterOptions): void {
  app.get<WithCode>(path, async (request, reply) => {
    hideAddress(reply)
    const { code } = request.params
    if (!(await owners.accepts(code))) return refuse(request, reply, answers)
    const secret = createCode()
    cookies.setEntering(reply, secret)
    return answers.openPage(request, reply, (context) =>
      renderEnter({ path: `${ENTER_PATH}/${code}`, secret }, context),
    )
  })
}

export function postEnter(app: FastifyInstance, path: string, options: EnterOptions): void {
  const { owners, cookies, answers, refusals } = options
  app.post<WithCode>(path, async (request, reply) => {
    hideAddress(reply)
    if (!isOwnForm(request, options)) throw new AdminProblem('cross-site')
    const entrance = await owners.enter(request.params.code, describeDevice(request.headers['user-agent']))
    if (entrance.kind === 'refused') {
      if (!entrance.isOneTooMany) return refuse(request, reply, answers)
      refusals.add('codes')
      reply.code(429).header('retry-after', RETRY_AFTER_SECONDS)
      return answers.openPage(request, reply, (context) => renderRefused(context.words.enter.tooMany, context))
    }
    cookies.set(reply, entrance.token)
    await endEarlierSession(request, options).catch((err: unknown) => {
      request.log.warn({ reqId: request.id, err }, 'the earlier session of this browser could not be ended')
    })
    return reply.redirect(`${ADMIN_PATH}?welcome`, 303)
  })
}

function refuse(request: FastifyRequest, reply: FastifyReply, answers: Answers): FastifyReply {
  return answers.openPage(request, reply.code(410), (context) => renderRefused(context.words.enter.refused, context))
}

/** The code is in the address. */
function hideAddress(reply: FastifyReply): void {
  reply.header('referrer-policy', 'no-referrer')
}

/** Without a referrer, forms have "Origin: null". So over plain HTTP, the form has a secret that a cookie repeats. */
function isOwnForm(request: FastifyRequest, { cookies, publicUrl }: EnterOptions): boolean {
  if (isSentByOwnPage(request, publicUrl)) return true
  const { origin, 'sec-fetch-site': fetchSite } = request.headers
  const secret = cookies.readEntering(request)
  return fetchSite === undefined && origin === 'null' && !!secret && hasToken(formOf(request), secret)
}

/** Nobody could use the session that the browser had before. */
async function endEarlierSession(request: FastifyRequest, { owners, cookies }: EnterOptions): Promise<void> {
  const token = cookies.read(request)
  const earlier = token === undefined ? undefined : await owners.find(token)
  if (earlier) await owners.endSession(earlier.session.id)
}
