import type { FastifyInstance } from 'fastify'
import type { AppParts } from '../app-parts.ts'
import { ADMIN_PATH, COUNT_PATH, ENTER_PATH } from '../common/admin-paths.ts'
import type { AddEntry } from '../signing/add-entry.ts'
import { createAnswers } from './answers.ts'
import { explainAdminErrors } from './error-pages.ts'
import { acceptAdminForms } from './forms.ts'
import { guard } from './guard.ts'
import {
  ASK_PATH,
  ENTRIES_PATH,
  LEAVE_PATH,
  LOG_PATH,
  OCCASION_PATH,
  PEOPLE_PATH,
  PICTURE_PAGE_PATH,
  REMOVE_PICTURE_PATH,
  SETTINGS_PATH,
  SIGN_PATH,
  TABLETS_PATH,
} from './paths.ts'
import { postAction, postAsk, postEntryAction } from './routes/actions.ts'
import { getEnter, getHowToEnter, postEnter } from './routes/enter.ts'
import { getEntriesPage } from './routes/entries.ts'
import { postLeave } from './routes/leave.ts'
import { getLog } from './routes/log.ts'
import { getOccasion } from './routes/occasion.ts'
import { getPeople, postEndSession, postInvitation, postLink, postPersonAction } from './routes/people.ts'
import { getPicturePage, postPicture, postRemovePicture } from './routes/picture.ts'
import { getReply, postReply } from './routes/reply.ts'
import { getSettings, postSettings } from './routes/settings.ts'
import { getSign, postSign } from './routes/sign.ts'
import { getTablets, postCloseTablet, postTablet } from './routes/tablets.ts'
import { getCount, getWaiting } from './routes/waiting.ts'
import { createSessionCookies } from './session-cookie.ts'

/** On guarded routes `request.owner` says who asks, and `config: { forModerators: true }` admits moderators. */
export async function addAdmin(
  app: FastifyInstance,
  parts: AppParts,
  { addEntry, addGuarded }: { readonly addEntry: AddEntry; readonly addGuarded: (guarded: FastifyInstance) => void },
): Promise<void> {
  const { book, settings, pages, refusals, headers, configuration } = parts
  const { publicUrl } = configuration
  const { owners } = book
  const cookies = createSessionCookies(publicUrl)
  const answers = createAnswers(parts.contextOf)

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
      addGuarded(guarded)
      const entries = { book, feed: parts.feed, answers }
      getWaiting(guarded, ADMIN_PATH, { ...entries, publicUrl })
      getCount(guarded, COUNT_PATH, entries)
      getEntriesPage(guarded, ENTRIES_PATH, { ...entries, settings })
      postAction(guarded, ENTRIES_PATH, entries)
      postAsk(guarded, ASK_PATH, entries)
      const entry = `${ENTRIES_PATH}/:id`
      getReply(guarded, `${entry}/reply`, entries)
      postReply(guarded, `${entry}/reply`, entries)
      postEntryAction(guarded, `${entry}/pin`, { ...entries, name: 'pin' })
      postEntryAction(guarded, `${entry}/unpin`, { ...entries, name: 'unpin' })
      getLog(guarded, LOG_PATH, entries)
      postLeave(guarded, LEAVE_PATH, { owners, cookies, publicUrl })

      const setting = { moderation: book.moderation, feed: parts.feed, answers, configuration }
      getSettings(guarded, SETTINGS_PATH, setting)
      postSettings(guarded, SETTINGS_PATH, setting)

      const picture = { moderation: book.moderation, answers, settings }
      getPicturePage(guarded, PICTURE_PAGE_PATH, picture)
      await postPicture(guarded, PICTURE_PAGE_PATH, picture)
      postRemovePicture(guarded, REMOVE_PICTURE_PATH, picture)

      getOccasion(guarded, OCCASION_PATH, { answers })
      const tablets = { tablets: book.tablets, answers, publicUrl }
      getTablets(guarded, TABLETS_PATH, tablets)
      postTablet(guarded, TABLETS_PATH, tablets)
      postCloseTablet(guarded, `${TABLETS_PATH}/:tablet/close`, tablets)

      const signing = { addEntry, answers, pages, settings }
      getSign(guarded, SIGN_PATH, signing)
      postSign(guarded, SIGN_PATH, signing)

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
