import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { BookClosed } from '../../book/errors.ts'
import { digest } from '../../book/secrets.ts'
import type { Draft } from '../../common/entry.ts'
import { queryOf } from '../../http/query-of.ts'
import { tellAppended } from '../../http/tell-appended.ts'
import { FORM_LIMIT } from '../../limits/body-limit.ts'
import type { FormProblem } from '../../pages/form-problem.ts'
import type { Pages } from '../../pages/pages.ts'
import type { LiveSettings } from '../../settings/live-settings.ts'
import { type AddEntry, UnfitDraft } from '../../signing/add-entry.ts'
import { DOUBLE_POST_WINDOW_MS } from '../../signing/form-keys.ts'
import type { Answers } from '../answers.ts'
import { signedPath } from '../entries/way-back.ts'
import { formOf } from '../forms.ts'
import { renderSignPage, type SignView } from '../pages/sign-page.ts'
import { FROM_BOOK, SIGN_PATH } from '../paths.ts'

interface SignOptions {
  readonly addEntry: AddEntry
  readonly answers: Answers
  readonly pages: Pages
  readonly settings: LiveSettings
}

export function getSign(app: FastifyInstance, path: string, { answers, settings }: SignOptions): void {
  app.get(path, async (request, reply) => {
    const { done } = queryOf(request)
    const view: SignView = { name: nameOf(request, settings), key: randomUUID(), isDone: done !== undefined }
    return answers.page(request, reply, (context) => renderSignPage(view, context))
  })
}

/** From this page or from the book's own. The entry has a mark, and never waits. */
export function postSign(app: FastifyInstance, path: string, options: SignOptions): void {
  const { addEntry, answers, pages, settings } = options
  app.post(path, { bodyLimit: FORM_LIMIT }, async (request, reply) => {
    const form = formOf(request)
    const name = nameOf(request, settings)
    const typed = form.get('message') ?? ''
    // The book's form has no key: as for visitors, the same words within the window are one entry.
    const keysOf = ({ message }: Draft) => {
      const key = form.get('key')?.slice(0, 100) || `words:${digest(message)}`
      return { key: { value: `owner:${request.owner.id}:${key}`, lifetime: DOUBLE_POST_WINDOW_MS } }
    }
    try {
      const post = { address: request.ip, author: request.visitor.requireAuthor(), via: 'owner', keysOf } as const
      const appended = await addEntry({ name, message: typed }, post)
      tellAppended(request, reply, appended, { isAuthor: false })
      const { [FROM_BOOK]: isFromBook } = queryOf(request)
      return reply.redirect(isFromBook === undefined ? `${SIGN_PATH}?done` : signedPath(appended.entry.id), 303)
    } catch (error) {
      const reason = reasonOf(error)
      if (reason === undefined) throw error
      const problem = pages.problem(reason, request.visitor.negotiateLanguage(reply)).text
      const status = reason.kind === 'closed' ? 403 : 422
      const view: SignView = { name, key: randomUUID(), typed, problem }
      return answers.page(request, reply.code(status), (context) => renderSignPage(view, context))
    }
  })
}

/** The book's owner name, or else the person's own. */
function nameOf({ owner }: FastifyRequest, { current }: LiveSettings): string {
  return current.ownerName ?? owner.name
}

/** Undefined unless the owner can do something about it. */
function reasonOf(error: unknown): FormProblem | undefined {
  if (error instanceof UnfitDraft) return error.problems[0]
  return error instanceof BookClosed ? { kind: 'closed' } : undefined
}
