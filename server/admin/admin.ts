import type { FastifyInstance } from 'fastify'
import type { AppParts } from '../app-parts.ts'
import { ADMIN_PATH, COUNT_PATH, ENTER_PATH } from '../common/admin-paths.ts'
import type { AddEntry } from '../signing/add-entry.ts'
import { type Answers, createAnswers } from './answers.ts'
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
import { createSessionCookies, type SessionCookies } from './session-cookie.ts'

interface AdminOptions {
  readonly addEntry: AddEntry
  /** Adds more routes that are for owners only. */
  readonly addGuarded: (guarded: FastifyInstance) => void
}

/** What the routes for owners share. */
interface Kit {
  readonly answers: Answers
  readonly cookies: SessionCookies
}

/** On guarded routes `request.owner` says who asks, and `config: { forModerators: true }` admits moderators. */
export async function addAdmin(app: FastifyInstance, parts: AppParts, options: AdminOptions): Promise<void> {
  const { publicUrl } = parts.configuration
  const { owners } = parts.book
  const kit = { answers: createAnswers(parts.contextOf), cookies: createSessionCookies(publicUrl) }

  await app.register(async (admin) => {
    addHeaders(admin, parts)
    explainAdminErrors(admin, kit.answers)
    await acceptAdminForms(admin)
    addEntering(admin, parts, kit)
    await admin.register(async (guarded) => {
      await guarded.register(guard, { owners, cookies: kit.cookies, publicUrl })
      options.addGuarded(guarded)
      addEntries(guarded, parts, kit, options.addEntry)
      await addSettings(guarded, parts, kit)
      addOccasion(guarded, parts, kit)
      addPeople(guarded, parts, kit)
    })
  })
}

function addHeaders(admin: FastifyInstance, { headers }: AppParts): void {
  const policy = `${headers['content-security-policy']};require-trusted-types-for 'script';trusted-types 'none'`
  admin.addHook('onRequest', (_request, reply, done) => {
    reply.header('content-security-policy', policy).header('cache-control', 'no-store')
    done()
  })
}

function addEntering(admin: FastifyInstance, parts: AppParts, kit: Kit): void {
  const { book, refusals, configuration } = parts
  const entering = { ...kit, owners: book.owners, publicUrl: configuration.publicUrl, refusals }
  getHowToEnter(admin, ENTER_PATH, entering)
  getEnter(admin, `${ENTER_PATH}/:code`, entering)
  postEnter(admin, `${ENTER_PATH}/:code`, entering)
}

function addEntries(guarded: FastifyInstance, parts: AppParts, { answers }: Kit, addEntry: AddEntry): void {
  const { book, feed, pages, settings, configuration } = parts
  const entries = { book, feed, answers }
  const entry = `${ENTRIES_PATH}/:id`
  getWaiting(guarded, ADMIN_PATH, { ...entries, publicUrl: configuration.publicUrl })
  getCount(guarded, COUNT_PATH, entries)
  getEntriesPage(guarded, ENTRIES_PATH, { ...entries, settings })
  postAction(guarded, ENTRIES_PATH, entries)
  postAsk(guarded, ASK_PATH, entries)
  getReply(guarded, `${entry}/reply`, entries)
  postReply(guarded, `${entry}/reply`, entries)
  postEntryAction(guarded, `${entry}/pin`, { ...entries, name: 'pin' })
  postEntryAction(guarded, `${entry}/unpin`, { ...entries, name: 'unpin' })
  getLog(guarded, LOG_PATH, entries)

  const signing = { addEntry, answers, pages, settings }
  getSign(guarded, SIGN_PATH, signing)
  postSign(guarded, SIGN_PATH, signing)
}

async function addSettings(guarded: FastifyInstance, parts: AppParts, { answers }: Kit): Promise<void> {
  const { feed, settings, configuration } = parts
  const { moderation } = parts.book
  const setting = { moderation, feed, answers, configuration }
  getSettings(guarded, SETTINGS_PATH, setting)
  postSettings(guarded, SETTINGS_PATH, setting)

  const picture = { moderation, answers, settings }
  getPicturePage(guarded, PICTURE_PAGE_PATH, picture)
  await postPicture(guarded, PICTURE_PAGE_PATH, picture)
  postRemovePicture(guarded, REMOVE_PICTURE_PATH, picture)
}

function addOccasion(guarded: FastifyInstance, { book, configuration }: AppParts, { answers }: Kit): void {
  getOccasion(guarded, OCCASION_PATH, { answers })
  const tablets = { tablets: book.tablets, answers, publicUrl: configuration.publicUrl }
  getTablets(guarded, TABLETS_PATH, tablets)
  postTablet(guarded, TABLETS_PATH, tablets)
  postCloseTablet(guarded, `${TABLETS_PATH}/:tablet/close`, tablets)
}

function addPeople(guarded: FastifyInstance, { book, configuration }: AppParts, { answers, cookies }: Kit): void {
  const { owners } = book
  const { publicUrl } = configuration
  const people = { owners, answers, publicUrl }
  const person = `${PEOPLE_PATH}/:person`
  getPeople(guarded, PEOPLE_PATH, people)
  postInvitation(guarded, PEOPLE_PATH, people)
  postLink(guarded, `${person}/link`, people)
  postPersonAction(guarded, `${person}/sign-out`, { act: (id) => owners.endSessionsOf(id), done: 'signed-out' })
  postPersonAction(guarded, `${person}/remove`, { act: (id) => owners.remove(id), done: 'removed' })
  postEndSession(guarded, `${PEOPLE_PATH}/sessions/:session/end`, people)
  postLeave(guarded, LEAVE_PATH, { owners, cookies, publicUrl })
}
