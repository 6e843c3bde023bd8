import type { FastifyInstance } from 'fastify'
import { describeDevice } from '../admin/device.ts'
import type { Tablets } from '../book/tablets.ts'
import { KIOSK_PATH } from '../common/kiosk-paths.ts'
import type { Refusals } from '../http/refusals.ts'
import { isSentByOwnPage } from '../http/same-origin.ts'
import type { SendKioskPage } from './kiosk-answers.ts'
import type { KioskCookie } from './kiosk-cookie.ts'
import { KioskProblem } from './kiosk-problem.ts'
import { renderNotice, renderOpen } from './pages/notice-page.ts'

interface OpenTabletOptions {
  readonly tablets: Tablets
  readonly cookie: KioskCookie
  readonly sendPage: SendKioskPage
  readonly publicUrl: string | undefined
  readonly refusals: Refusals
}

type WithKey = { Params: { key: string } }

/** Wrong keys are counted by the minute. */
const RETRY_AFTER_SECONDS = 60

/** Uses nothing up, because mail scanners and previews open links too. */
export function getOpen(app: FastifyInstance, path: string, { tablets, sendPage }: OpenTabletOptions): void {
  app.get<WithKey>(path, async (request, reply) => {
    const { key } = request.params
    const isGood = await tablets.accepts(key)
    if (!isGood) reply.code(410)
    return sendPage(request, reply, (context) =>
      isGood ? renderOpen(key, context) : renderNotice(context.text.enter.refused, context),
    )
  })
}

/** Opens the tablet, and uses up its key. */
export function postOpen(app: FastifyInstance, path: string, options: OpenTabletOptions): void {
  const { tablets, cookie, sendPage, publicUrl, refusals } = options
  app.post<WithKey>(path, async (request, reply) => {
    if (!isSentByOwnPage(request, publicUrl)) throw new KioskProblem('cross-site')
    const entrance = await tablets.enter(request.params.key, describeDevice(request.headers['user-agent']))
    if (entrance.kind === 'entered') {
      cookie.set(request, reply, entrance.token)
      return reply.redirect(KIOSK_PATH, 303)
    }
    const { isOneTooMany } = entrance
    if (isOneTooMany) refusals.add('codes')
    reply.code(isOneTooMany ? 429 : 410)
    if (isOneTooMany) reply.header('retry-after', RETRY_AFTER_SECONDS)
    return sendPage(request, reply, (context) =>
      renderNotice(context.text.enter[isOneTooMany ? 'tooMany' : 'refused'], context),
    )
  })
}
