import type { FastifyInstance } from 'fastify'
import type { Owners } from '../../book/owners.ts'
import { ENTER_PATH } from '../../common/admin-paths.ts'
import type { SessionCookies } from '../session-cookie.ts'

export interface LeaveOptions {
  readonly owners: Owners
  readonly cookies: SessionCookies
}

/** Signs out this device. */
export function postLeave(app: FastifyInstance, path: string, { owners, cookies }: LeaveOptions): void {
  app.post(path, { config: { forModerators: true } }, async (request, reply) => {
    await owners.endSession(request.owner.session)
    cookies.clear(reply)
    // Not "cookies": that would also sign out of everything else on the same domain.
    reply.header('clear-site-data', '"cache", "storage"')
    return reply.redirect(`${ENTER_PATH}?left`, 303)
  })
}
