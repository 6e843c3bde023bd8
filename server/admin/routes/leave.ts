import type { FastifyInstance } from 'fastify'
import type { Owners } from '../../book/owners.ts'
import { ENTER_PATH } from '../../common/admin-paths.ts'
import { basePathOf } from '../../http/base-path.ts'
import type { SessionCookies } from '../session-cookie.ts'

interface LeaveOptions {
  readonly owners: Owners
  readonly cookies: SessionCookies
  readonly publicUrl: string | undefined
}

export function postLeave(app: FastifyInstance, path: string, { owners, cookies, publicUrl }: LeaveOptions): void {
  app.post(path, { config: { forModerators: true } }, async (request, reply) => {
    await owners.endSession(request.owner.session)
    cookies.clear(reply)
    // It clears the whole origin, which may have other sites. "cookies" would even sign out of others on the same domain.
    if (basePathOf(publicUrl) === '') reply.header('clear-site-data', '"cache", "storage"')
    return reply.redirect(`${ENTER_PATH}?left`, 303)
  })
}
