import type { FastifyInstance } from 'fastify'
import type { AppParts } from '../app-parts.ts'
import { ADMIN_PATH, ENTER_PATH } from '../common/admin-paths.ts'
import { cookiePathOf } from '../http/base-path.ts'
import { createAnswers } from './answers.ts'
import { explainAdminErrors } from './error-pages.ts'
import { acceptAdminForms } from './forms.ts'
import { guard } from './guard.ts'
import { LEAVE_PATH, PEOPLE_PATH } from './pages/navigation.ts'
import { getEnter, getHowToEnter, postEnter } from './routes/enter.ts'
import { postLeave } from './routes/leave.ts'
import { getPeople, postEndSession, postInvitation, postLink, postPersonAction } from './routes/people.ts'
import { getStart } from './routes/start.ts'
import { createSessionCookies } from './session-cookie.ts'

/**
 * Adds the pages for those who keep the book. On a guarded route, `request.owner` says who asks, `answers.page` sends a page, and
 * `config: { forModerators: true }` opens it to moderators.
 * @param addGuarded adds other guarded routes
 */
export async function addAdmin(
  app: FastifyInstance,
  parts: AppParts,
  addGuarded: (guarded: FastifyInstance) => Promise<void>,
): Promise<void> {
  const { book, settings, assets, refusals, headers, configuration } = parts
  const { publicUrl } = configuration
  const { owners } = book
  const cookies = createSessionCookies({
    secure: publicUrl?.startsWith('https:') ?? false,
    path: cookiePathOf(publicUrl),
  })
  const answers = createAnswers({ settings, assets })

  await app.register(async (admin) => {
    const policy = `${headers['content-security-policy']};require-trusted-types-for 'script';trusted-types 'none'`
    admin.addHook('onRequest', (_request, reply, done) => {
      reply.header('content-security-policy', policy).header('cache-control', 'no-store')
      done()
    })
    explainAdminErrors(admin, answers)
    await acceptAdminForms(admin)

    const entering = { owners, cookies, answers, publicUrl, refusals }
    getHowToEnter(admin, ENTER_PATH, entering)
    getEnter(admin, `${ENTER_PATH}/:code`, entering)
    postEnter(admin, `${ENTER_PATH}/:code`, entering)

    await admin.register(async (guarded) => {
      await guarded.register(guard, { owners, cookies, publicUrl })
      await addGuarded(guarded)
      getStart(guarded, ADMIN_PATH, { answers, publicUrl })
      postLeave(guarded, LEAVE_PATH, { owners, cookies, publicUrl })

      const people = { owners, answers, publicUrl }
      const person = `${PEOPLE_PATH}/:person`
      getPeople(guarded, PEOPLE_PATH, people)
      postInvitation(guarded, PEOPLE_PATH, people)
      postLink(guarded, `${person}/link`, people)
      postPersonAction(guarded, `${person}/sign-out`, { act: (id) => owners.endSessionsOf(id), done: 'signed-out' })
      postPersonAction(guarded, `${person}/remove`, { act: (id) => owners.remove(id), done: 'removed' })
      postEndSession(guarded, `${PEOPLE_PATH}/sessions/:session/end`, people)
    })
  })
}
