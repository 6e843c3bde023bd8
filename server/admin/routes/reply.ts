import type { FastifyInstance } from 'fastify'
import type { KeptEntry, Moderation, Outcome } from '../../book/moderation.ts'
import type { Reply } from '../../common/entry.ts'
import { checkReply } from '../../common/text/reply.ts'
import { HttpProblem } from '../../http/problem.ts'
import { queryOf } from '../../http/query-of.ts'
import { readId } from '../../http/read-id.ts'
import { FORM_LIMIT } from '../../limits/body-limit.ts'
import { type Result, resultOf } from '../entries/actions.ts'
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
    // When the reply that the form showed was saved; empty for none.
    const over = form.get('seen') ?? undefined
    const outcome = await book.moderation.mark(entry.id, { kind: 'reply', text, over }, request.owner.name)
    if (outcome.kind === 'changed') {
      const now = await requireEntry(book.moderation, entry.id)
      const problem = { kind: 'changed', to: now.reply?.text ?? '' } as const
      const view = { entry: now, typed, problem, back: withoutFeedback(back) }
      return answers.page(request, reply.code(409), (context) => renderReplyPage(view, context))
    }
    const result = describe(outcome, text, entry.reply)
    await untilShown(feed, result.position)
    return reply.redirect(wayBack(back, result), 303)
  })
}

function describe(outcome: Outcome, text: string, earlier: Reply | undefined): Result {
  const result = settled(resultOf(text === '' ? 'no-reply' : 'reply', [outcome]))
  // An earlier reply is not kept, so it cannot be brought back.
  return text === '' || earlier !== undefined ? { ...result, records: undefined } : result
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
