import type { JsonSchemaToTsProvider } from '@fastify/type-provider-json-schema-to-ts'
import type { FastifyInstance } from 'fastify'
import { admitPost, clientAddress, describeFailedPost, type PostRules } from '../http/post-rules.ts'
import { PROBLEM_RESPONSES } from '../http/problem.ts'
import { tellAppended } from '../http/tell-appended.ts'
import type { OwnEntries } from '../signing/own-entries.ts'
import { requireWholeCharacters } from './entries.ts'
import { requireOwnId } from './entry-id.ts'
import { DRAFT, ENTRY, ENTRY_PARAMS, HELD } from './schemas.ts'

interface OwnEntriesOptions {
  readonly own: OwnEntries
  readonly rules: PostRules
}

const BY_COOKIE = 'Only with the cookie that the answer to the post has set, and only for a short while after it.'

const GONE = { description: 'It is gone.', type: 'null' } as const

/** Changes an entry. `path` contains ":id". */
export function putEntry(instance: FastifyInstance, path: string, { own, rules }: OwnEntriesOptions): void {
  const app = instance.withTypeProvider<JsonSchemaToTsProvider>()
  app.put(
    path,
    {
      ...refusesLikePosts(rules),
      schema: {
        summary: 'Change one’s own entry',
        description: `The entry gets a new id and keeps its time. ${BY_COOKIE} The same change sent twice is made once.`,
        params: ENTRY_PARAMS,
        body: DRAFT,
        response: { 200: ENTRY, 202: HELD, ...PROBLEM_RESPONSES },
      },
    },
    async (request, reply) => {
      requireWholeCharacters(request.body)
      const id = requireOwnId(request.params.id)
      const post = { address: clientAddress(request), author: request.visitor.requireAuthor() }
      const appended = await own.change(id, request.body, post)
      tellAppended(request, reply, appended, { isAuthor: true, replaced: { id, isWaiting: false } })
      const { state, entry } = appended
      if (state === 'waiting') return reply.code(202).send({ state, id: entry.id })
      return reply.header('content-location', path.replace(':id', entry.id)).send(entry)
    },
  )
}

export function deleteEntry(app: FastifyInstance, path: string, { own, rules }: OwnEntriesOptions): void {
  app.delete<{ Params: { id: string } }>(
    path,
    {
      ...refusesLikePosts(rules),
      schema: {
        summary: 'Take one’s own entry back',
        description: BY_COOKIE,
        params: ENTRY_PARAMS,
        response: { 204: GONE, ...PROBLEM_RESPONSES },
      },
    },
    async ({ visitor, params }, reply) => {
      const id = requireOwnId(params.id)
      const position = await own.takeBack(id, visitor.requireAuthor())
      visitor.tellWritten(reply, position, false)
      visitor.removeOwn(reply, { id, isWaiting: false })
      return reply.code(204).send()
    },
  )
}

export function deleteWaiting(app: FastifyInstance, path: string, { own, rules }: OwnEntriesOptions): void {
  app.delete<{ Params: { id: string } }>(
    path,
    {
      ...refusesLikePosts(rules),
      schema: {
        summary: 'Withdraw one’s own entry that waits for the owner',
        description: 'Only with the cookie that the answer to the post has set.',
        params: ENTRY_PARAMS,
        response: { 204: GONE, ...PROBLEM_RESPONSES },
      },
    },
    async ({ visitor, params }, reply) => {
      const id = requireOwnId(params.id)
      await own.withdraw(id, visitor.requireAuthor())
      visitor.removeOwn(reply, { id, isWaiting: true })
      return reply.code(204).send()
    },
  )
}

function refusesLikePosts(rules: PostRules) {
  return {
    onRequest: async (request: Parameters<typeof admitPost>[0]) => admitPost(request, rules, true),
    errorHandler: (error: unknown, request: Parameters<typeof admitPost>[0]) => {
      throw describeFailedPost(request, error, rules)
    },
  }
}
