import type { FastifyInstance } from 'fastify'
import type { Appended } from '../book/book.ts'
import { entryPath, waitingPath } from '../common/paths.ts'
import { admitPost, clientAddress, type PostRules } from '../http/post-rules.ts'
import { tellAppended } from '../http/tell-appended.ts'
import { FORM_LIMIT } from '../limits/body-limit.ts'
import type { Pages } from '../pages/pages.ts'
import type { AddEntry } from '../signing/add-entry.ts'
import { DOUBLE_POST_WINDOW_MS, formKeys } from '../signing/form-keys.ts'
import { failForm } from './failed-form.ts'
import { checkForm, type PostedForm } from './posted-form.ts'

interface PostFormOptions {
  readonly addEntry: AddEntry
  readonly rules: PostRules
  readonly pages: Pages
}

/** Signs the book by the form on its page, which works without a script. */
export function postForm(app: FastifyInstance, path: string, { addEntry, rules, pages }: PostFormOptions): void {
  app.post<{ Body: PostedForm | undefined }>(
    path,
    {
      bodyLimit: FORM_LIMIT,
      onRequest: async (request) => admitPost(request, rules, true),
      // Shows the form again, with what was typed and the reasons.
      errorHandler: (error, request, reply) => {
        const { form, reasons } = failForm(error, request, reply, rules)
        return reply.send(pages.form({ typed: form, problems: reasons }, request.visitor.negotiateLanguage(reply)))
      },
    },
    async (request, reply) => {
      const { visitor } = request
      const { form, isTrapped } = checkForm(request.body)
      const address = clientAddress(request)
      // The browser is named before anything can fail, so that a retry is recognised.
      const browser = { ...visitor.identify(reply), address, headers: request.headers }
      const { author, mayRepeat } = visitor.identifyAuthor(reply)
      const appended = await addEntry(form, {
        address,
        author,
        isTrapped,
        firstSeen: visitor.firstSeen,
        keysOf: (draft) => formKeys(draft, browser, DOUBLE_POST_WINDOW_MS),
      })
      tellAppended(request, reply, appended, { isAuthor: mayRepeat || !appended.replayed })
      return reply.header('cache-control', 'no-store').redirect(sentEntryPath(appended), 303)
    },
  )
}

/** Where the visitor sees the entry they have just sent. */
export function sentEntryPath({ state, entry }: Appended): string {
  return state === 'waiting' ? waitingPath(entry.id) : entryPath(entry.id)
}
