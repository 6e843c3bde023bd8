import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Moderation } from '../../book/moderation.ts'
import { HttpProblem } from '../../http/problem.ts'
import { readId } from '../../http/read-id.ts'
import type { ActionName } from '../../languages/admin/entries/text.ts'
import { AdminProblem } from '../admin-problem.ts'
import { readAction, readRecords } from '../entries/action-form.ts'
import { type EntryAction, isFinal, isForOwners, perform } from '../entries/actions.ts'
import { findHeld, findKept } from '../entries/list-entries.ts'
import { undo } from '../entries/undo.ts'
import { type Feedback, wayBack, withoutFeedback } from '../entries/way-back.ts'
import { formOf } from '../forms.ts'
import { renderAskPage } from '../pages/ask-page.ts'
import { untilShown } from '../until-shown.ts'
import type { EntriesOptions } from './entries-options.ts'

const MOST_SHOWN = 5

/** Does something to entries, and leads back to the form's page, with feedback. */
export function postAction(app: FastifyInstance, path: string, { book, feed }: EntriesOptions): void {
  app.post(path, { config: { forModerators: true } }, async (request, reply) => {
    const form = formOf(request)
    return leadBack(reply, form, await carryOut(request, form, book.moderation), feed)
  })
}

/** Asks before what cannot be undone. */
export function postAsk(app: FastifyInstance, path: string, { book, answers }: EntriesOptions): void {
  app.post(path, { config: { forModerators: true } }, async (request, reply) => {
    const form = formOf(request)
    const { name, ids } = permit(readAction(form), request)
    if (!isFinal(name)) throw new HttpProblem(400, 'The field "action" must be refuse or remove.')
    if (ids.length === 0) return reply.redirect(wayBack(form.get('back'), 'nothing-selected'), 303)
    const find = name === 'remove' ? findKept : findHeld
    const found = await Promise.all(ids.slice(0, MOST_SHOWN).map((id) => find(book.moderation, id)))
    const entries = found.filter((entry) => entry !== undefined)
    const back = withoutFeedback(form.get('back') ?? '')
    return answers.page(request, reply, (context) => renderAskPage({ action: { name, ids }, entries, back }, context))
  })
}

/** Does something to the entry of the address. `path` contains ":id". */
export function postEntryAction(
  app: FastifyInstance,
  path: string,
  { book, feed, name }: EntriesOptions & { readonly name: ActionName },
): void {
  const config = { forModerators: !isForOwners(name) }
  app.post<{ Params: { id: string } }>(path, { config }, async (request, reply) => {
    const id = readId('id', request.params.id)
    const result = await perform(book.moderation, { name, ids: id === undefined ? [] : [id] }, request.owner.name)
    return leadBack(reply, formOf(request), result, feed)
  })
}

/** Once the pages show it. */
async function leadBack(reply: FastifyReply, form: URLSearchParams, feedback: Feedback, feed: EntriesOptions['feed']) {
  if (typeof feedback === 'object') await untilShown(feed, feedback.position)
  return reply.redirect(wayBack(form.get('back'), feedback), 303)
}

async function carryOut(request: FastifyRequest, form: URLSearchParams, moderation: Moderation): Promise<Feedback> {
  const { owner } = request
  if (form.get('action') === 'undo' && !form.has('one')) {
    return (await undo(moderation, readRecords(form), owner.name)) ?? 'nothing-undone'
  }
  const action = permit(readAction(form), request)
  return action.ids.length === 0 ? 'nothing-selected' : perform(moderation, action, owner.name)
}

/** Throws {@link AdminProblem} if a moderator may not do that. */
function permit(action: EntryAction, { owner }: FastifyRequest): EntryAction {
  if (owner.role !== 'owner' && isForOwners(action.name)) throw new AdminProblem('owners-only')
  return action
}
