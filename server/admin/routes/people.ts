import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Invitation, NameTaken, type Owners, type Person } from '../../book/owners.ts'
import { checkPersonName } from '../../book/person-name.ts'
import { bookAddress } from '../../http/book-address.ts'
import { HttpProblem } from '../../http/problem.ts'
import { queryOf } from '../../http/query-of.ts'
import type { PeopleAction } from '../../languages/admin/catalogue.ts'
import type { Answers } from '../answers.ts'
import { enterLink } from '../enter-link.ts'
import { formOf } from '../forms.ts'
import { type PeopleView, renderPeoplePage } from '../pages/people-page.ts'
import { PEOPLE_PATH } from '../paths.ts'

interface PeopleOptions {
  readonly owners: Owners
  readonly answers: Answers
  readonly publicUrl: string | undefined
}

const ACTIONS: readonly PeopleAction[] = ['ended', 'signed-out', 'removed', 'gone']

export function getPeople(app: FastifyInstance, path: string, options: PeopleOptions): void {
  app.get(path, async (request, reply) => {
    const { done } = queryOf(request)
    return show(request, reply, options, { done: ACTIONS.find((action) => action === done) })
  })
}

export function postInvitation(app: FastifyInstance, path: string, options: PeopleOptions): void {
  app.post(path, async (request, reply) => {
    const form = formOf(request)
    const typed = form.get('name') ?? ''
    const role = form.get('role')
    if (role !== 'owner' && role !== 'moderator') {
      throw new HttpProblem(400, 'The field "role" must be "owner" or "moderator".')
    }
    const checked = checkPersonName(typed)
    const refuse = (problem: 'empty' | 'unusable' | 'taken') =>
      show(request, reply.code(422), options, { refused: { name: typed.slice(0, 200), role, problem } })
    if (!checked.ok) return refuse(checked.problem)
    try {
      return await showLink(request, reply, options, { name: checked.name, role })
    } catch (error) {
      if (error instanceof NameTaken) return refuse('taken')
      throw error
    }
  })
}

type OfPerson = { Params: { person: string } }

/** For another device of the person. */
export function postLink(app: FastifyInstance, path: string, options: PeopleOptions): void {
  app.post<OfPerson>(path, async (request, reply) => {
    const people = await options.owners.people()
    const person = people.find(({ id }) => id === request.params.person)
    if (person === undefined) return back(reply, 'gone')
    return showLink(request, reply, options, person)
  })
}

export function postPersonAction(
  app: FastifyInstance,
  path: string,
  { act, done }: { readonly act: (person: Person['id']) => Promise<boolean>; readonly done: PeopleAction },
): void {
  app.post<OfPerson>(path, async (request, reply) => back(reply, (await act(request.params.person)) ? done : 'gone'))
}

export function postEndSession(app: FastifyInstance, path: string, { owners }: PeopleOptions): void {
  app.post<{ Params: { session: string } }>(path, async (request, reply) =>
    back(reply, (await owners.endSession(request.params.session)) ? 'ended' : 'gone'),
  )
}

function back(reply: FastifyReply, done: PeopleAction): FastifyReply {
  return reply.redirect(`${PEOPLE_PATH}?done=${done}`, 303)
}

async function showLink(
  request: FastifyRequest,
  reply: FastifyReply,
  options: PeopleOptions,
  { name, role }: Invitation,
): Promise<FastifyReply> {
  const code = await options.owners.invite({ name, role })
  const address = enterLink(bookAddress(request, options.publicUrl), code)
  return show(request, reply, options, { link: { name, address } })
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  { owners, answers }: PeopleOptions,
  view: Omit<PeopleView, 'people'>,
): Promise<FastifyReply> {
  const people = await owners.people()
  return answers.page(request, reply, (context) => renderPeoplePage({ people, ...view }, context))
}
