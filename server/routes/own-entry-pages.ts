import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { BookClosed, NotOwn } from '../book/errors.ts'
import type { Feed } from '../book/feed/feed.ts'
import { gateStateAt, nextOpening } from '../book/gate.ts'
import type { Reader } from '../book/reader/reader.ts'
import type { Entry } from '../common/entry.ts'
import type { Language } from '../common/languages.ts'
import type { LogId } from '../common/log-id.ts'
import { changePath, takeBackPath, takenBackPath } from '../common/paths.ts'
import { describeError } from '../http/describe-error.ts'
import { admitPost, clientAddress, type PostRules } from '../http/post-rules.ts'
import { tellAppended } from '../http/tell-appended.ts'
import { FORM_LIMIT } from '../limits/body-limit.ts'
import type { Pages } from '../pages/pages.ts'
import { changeWindow, isWithin } from '../signing/change-window.ts'
import type { OwnEntries } from '../signing/own-entries.ts'
import { requireOwnId } from './entry-id.ts'
import { failForm } from './failed-form.ts'
import { sentEntryPath } from './post-form.ts'
import { checkForm, type PostedForm } from './posted-form.ts'

interface OwnEntryOptions {
  readonly own: OwnEntries
  readonly rules: PostRules
  readonly pages: Pages
}

interface OwnEntryPageOptions {
  readonly feed: Feed
  readonly reader: Reader
  readonly pages: Pages
}

/** The addresses below contain ":id". */
interface WithId {
  readonly Params: { readonly id: LogId }
}

export function getChangePage(app: FastifyInstance, path: string, options: OwnEntryPageOptions): void {
  const { pages } = options
  getOwnEntry(app, path, options, changePath, (entry, language) => {
    const gate = options.feed.state?.gate
    const now = Date.now()
    if (gate && gateStateAt(gate, now) === 'closed') throw new BookClosed(nextOpening(gate, now))
    return pages.change({ id: entry.id, typed: entry }, language)
  })
}

export function getTakeBackPage(app: FastifyInstance, path: string, options: OwnEntryPageOptions): void {
  getOwnEntry(app, path, options, takeBackPath, options.pages.takeBack)
}

export function postChange(app: FastifyInstance, path: string, { own, rules, pages }: OwnEntryOptions): void {
  app.post<WithId & { Body: PostedForm | undefined }>(
    path,
    {
      bodyLimit: FORM_LIMIT,
      onRequest: async (request) => admitPost(request, rules, true),
      // Shows the form again, with what was typed and the reasons.
      errorHandler: (error, request, reply) => {
        const { form, reasons } = failForm(error, request, reply, rules)
        const { id } = request.params as WithId['Params']
        return reply.send(
          pages.change({ id, typed: form, problems: reasons }, request.visitor.negotiateLanguage(reply)),
        )
      },
    },
    async (request, reply) => {
      const { form, isTrapped } = checkForm(request.body)
      const id = requireOwnId(request.params.id)
      const post = { address: clientAddress(request), author: request.visitor.requireAuthor(), isTrapped }
      const appended = await own.change(id, form, post)
      tellAppended(request, reply, appended, { isAuthor: true, replaced: { id, isWaiting: false } })
      return reply.header('cache-control', 'no-store').redirect(sentEntryPath(appended), 303)
    },
  )
}

export function postTakeBack(app: FastifyInstance, path: string, options: OwnEntryOptions): void {
  postOwnEntry(app, path, options, async ({ visitor }, reply, id) => {
    const position = await options.own.takeBack(id, visitor.requireAuthor())
    visitor.tellWritten(reply, position, false)
    visitor.removeOwn(reply, { id, isWaiting: false })
  })
}

export function postWithdraw(app: FastifyInstance, path: string, options: OwnEntryOptions): void {
  postOwnEntry(app, path, options, async ({ visitor }, reply, id) => {
    await options.own.withdraw(id, visitor.requireAuthor())
    visitor.removeOwn(reply, { id, isWaiting: true })
  })
}

function postOwnEntry(
  app: FastifyInstance,
  path: string,
  { rules, pages }: OwnEntryOptions,
  act: (request: FastifyRequest, reply: FastifyReply, id: LogId) => Promise<void>,
): void {
  app.post<WithId>(
    path,
    {
      bodyLimit: FORM_LIMIT,
      onRequest: async (request) => admitPost(request, rules, true),
      errorHandler: (error, request, reply) => {
        const { reasons } = failForm(error, request, reply, rules)
        return reply.send(pages.ownProblem(reasons[0], request.visitor.negotiateLanguage(reply)))
      },
    },
    async (request, reply) => {
      await act(request, reply, requireOwnId(request.params.id))
      return reply.header('cache-control', 'no-store').redirect(takenBackPath(), 303)
    },
  )
}

function getOwnEntry(
  app: FastifyInstance,
  path: string,
  { feed, reader, pages }: OwnEntryPageOptions,
  pathTo: (id: LogId) => string,
  render: (entry: Entry, language: Language) => string,
): void {
  app.get<WithId>(
    path,
    {
      errorHandler: (error, request, reply) => {
        const problem = describeError(error)
        const [reason] = problem.reasons
        if (!reason) throw problem
        return reply
          .code(problem.statusCode)
          .headers({ ...problem.headers, 'cache-control': 'no-store' })
          .type('text/html; charset=utf-8')
          .send(pages.ownProblem(reason, request.visitor.negotiateLanguage(reply)))
      },
    },
    async (request, reply) => {
      const { visitor } = request
      const id = requireOwnId(request.params.id)
      const { entry, movedTo, position, isConfirmed } = await reader.find(id, visitor.seen)
      visitor.tellRead(reply, position, isConfirmed)
      reply.header('cache-control', 'no-store')
      if (movedTo !== undefined) return reply.redirect(pathTo(movedTo), 303)
      if (!entry) throw new NotOwn('gone')
      if (!visitor.own.some((own) => own.id === id && !own.isWaiting)) throw new NotOwn('by-another')
      if (entry.reply) throw new NotOwn('replied')
      if (!isWithin(changeWindow(feed.state?.settings), entry.createdAt, Date.now())) throw new NotOwn('too-late')
      return reply.type('text/html; charset=utf-8').send(render(entry, visitor.negotiateLanguage(reply)))
    },
  )
}
