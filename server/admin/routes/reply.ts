import type { FastifyInstance } from 'fastify'
import type { KeptEntry, Moderation } from '../../book/moderation.ts'
import type { Reply } from '../../common/entry.ts'
import { checkReply } from '../../common/text/reply.ts'
import { HttpProblem } from '../../http/problem.ts'
import { queryOf } from '../../http/query-of.ts'
import { readId } from '../../http/read-id.ts'
import { FORM_LIMIT } from '../../limits/body-limit.ts'
import { type Result, resultOf, takeReplyAway } from '../entries/actions.ts'
import { findKept } from '../entries/list-entries.ts'
import { wayBack, withoutFeedback } from '../entries/way-back.ts'
import { formOf } from '../forms.ts'
import { renderReplyPage } from '../pages/reply-page.ts'
import { ENTRIES_PATH } from '../paths.ts'
import { untilShown } from '../until-shown.ts'
import type { EntriesOptions } from './entries-options.ts'

type OfEntry = { Params: { id: string } }

export function getReply(app: FastifyInstance, path: string, { book, answers }: EntriesOptions): void {
  app.get<OfEntry>(path, { config: { forModerators: true } }, async (request, reply) => {
    const entry = await requireEntry(book.moderation, request.params.id)
    const { back } = queryOf(request)
    const view = {
      entry,
      typed: entry.reply?.text ?? '',
      back: withoutFeedback(typeof back === 'string' ? back : ENTRIES_PATH),
    }
    return answers.page(request, reply, (context) => renderReplyPage(view, context))
  })
}

/** An empty text takes the reply away. */
export function postReply(app: FastifyInstance, path: string, { book, feed, answers }: EntriesOptions): void {
  app.post<OfEntry>(path, { bodyLimit: FORM_LIMIT, config: { forModerators: true } }, async (request, reply) => {
    const entry = await requireEntry(book.moderation, request.params.id)
    const form = formOf(request)
    const typed = form.get('text')
    if (typed === null) throw new HttpProblem(400, 'The form must have the field "text".')
    const back = form.get('back') ?? ENTRIES_PATH
    const checked = checkReply(typed)
    if (!checked.ok) {
      const view = { entry, typed, problem: checked.problem, back: withoutFeedback(back) }
      return answers.page(request, reply.code(422), (context) => renderReplyPage(view, context))
    }
    const { text } = checked
    if (isChanged(entry.reply, form.get('seen'), text)) {
      const problem = { kind: 'changed', to: entry.reply?.text ?? '' } as const
      const view = { entry, typed, problem, back: withoutFeedback(back) }
      return answers.page(request, reply.code(409), (context) => renderReplyPage(view, context))
    }
    const result = await save(book.moderation, entry, text, request.owner.name)
    await untilShown(feed, result.position)
    return reply.redirect(wayBack(back, result), 303)
  })
}

/** True if somebody else has saved another reply since the form was made. `seen`: when its reply was saved, empty for none. */
function isChanged(now: Reply | undefined, seen: string | null, typed: string): boolean {
  return seen !== null && seen !== (now?.at ?? '') && typed !== (now?.text ?? '')
}

async function save(moderation: Moderation, { id, reply: earlier }: KeptEntry, text: string, by: string) {
  if (text === '') return settled(await takeReplyAway(moderation, [id], by))
  const outcome = await moderation.mark(id, { kind: 'reply', text }, by)
  const result = settled(resultOf('reply', [outcome]))
  // An earlier reply is not kept, so it cannot be brought back.
  return earlier === undefined ? result : { ...result, records: undefined }
}

/** It is as the form says, whether by this or before. */
function settled(result: Result): Result {
  return { ...result, done: result.done + result.already, already: 0 }
}

async function requireEntry(moderation: Moderation, id: string): Promise<KeptEntry> {
  const known = readId('id', id)
  const entry = known === undefined ? undefined : await findKept(moderation, known)
  if (!entry) throw new HttpProblem(404, 'There is no published or hidden entry with this id.')
  return entry
}
