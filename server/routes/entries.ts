import type { JsonSchemaToTsProvider } from '@fastify/type-provider-json-schema-to-ts'
import type { FastifyInstance } from 'fastify'
import type { Page } from '../book/book.ts'
import type { Reader } from '../book/reader/reader.ts'
import { KEY_LIFETIME_MS } from '../common/key-lifetime.ts'
import { EncodedBodies } from '../http/encoded-body.ts'
import { admitPost, clientAddress, describeFailedPost, type PostRules } from '../http/post-rules.ts'
import { HttpProblem, PROBLEM_RESPONSES } from '../http/problem.ts'
import { readId } from '../http/read-id.ts'
import { tellAppended } from '../http/tell-appended.ts'
import { utf8Bodies, utf8Json } from '../http/utf8-bodies.ts'
import type { AddEntry } from '../signing/add-entry.ts'
import { missingEntry, requireId } from './entry-id.ts'
import { DRAFT, ENTRIES, ENTRIES_QUERY, ENTRY, ENTRY_PARAMS, HELD, MOVED, POST_HEADERS, UNCHANGED } from './schemas.ts'

const DEFAULT_PAGE_SIZE = 20

/** Lets the routes beside it read only JSON. */
export async function acceptJson(app: FastifyInstance): Promise<void> {
  app.removeContentTypeParser('text/plain')
  await app.register(utf8Bodies)
  await app.register(utf8Json)
}

export function getEntries(instance: FastifyInstance, path: string, { reader }: { reader: Reader }): void {
  const bodies = new EncodedBodies<'page'>()
  const app = instance.withTypeProvider<JsonSchemaToTsProvider>()
  app.get(
    path,
    {
      schema: {
        summary: 'Read the book, newest entries first',
        querystring: ENTRIES_QUERY,
        response: { 200: ENTRIES, 304: UNCHANGED, ...PROBLEM_RESPONSES },
      },
    },
    async (request, reply) => {
      const { limit = DEFAULT_PAGE_SIZE } = request.query
      const before = readId('before', request.query.before)
      const { visitor } = request
      const page = await (before === undefined
        ? reader.newest(limit, visitor.seen)
        : reader.older(before, limit, visitor.seen))
      visitor.tellRead(reply, page.position, page.isConfirmed)
      if (page.staleSince !== undefined) reply.header('age', Math.ceil((Date.now() - page.staleSince) / 1000))
      reply
        .type('application/json; charset=utf-8')
        .headers({ 'cache-control': 'private, no-cache', vary: 'Accept-Encoding' })
      return bodies.get(page, 'page', () => reply.serialize(answerOf(page)) as string).send(request, reply)
    },
  )
}

function answerOf({ pinned = [], ...page }: Page): Page {
  return pinned.length > 0 ? { ...page, pinned } : page
}

/** One entry. `path` contains ":id". */
export function getEntry(instance: FastifyInstance, path: string, { reader }: { reader: Reader }): void {
  const app = instance.withTypeProvider<JsonSchemaToTsProvider>()
  app.get(
    path,
    {
      schema: {
        summary: 'Read one entry',
        params: ENTRY_PARAMS,
        response: { 200: ENTRY, 301: MOVED, ...PROBLEM_RESPONSES },
      },
    },
    async (request, reply) => {
      const { visitor } = request
      const id = requireId(request.params.id)
      const { entry, movedTo, position, isConfirmed } = await reader.find(id, visitor.seen)
      visitor.tellRead(reply, position, isConfirmed)
      if (movedTo !== undefined) {
        return reply.header('cache-control', 'no-cache').redirect(path.replace(':id', movedTo), 301)
      }
      if (!entry) throw missingEntry()
      reply.header('cache-control', 'private, no-cache')
      return entry
    },
  )
}

interface PostEntryOptions {
  readonly addEntry: AddEntry
  readonly rules: PostRules
}

export function postEntry(instance: FastifyInstance, path: string, { addEntry, rules }: PostEntryOptions): void {
  const app = instance.withTypeProvider<JsonSchemaToTsProvider>()
  app.post(
    path,
    {
      onRequest: async (request) => admitPost(request, rules, request.headers['idempotency-key'] !== undefined),
      errorHandler: (error, request) => {
        throw describeFailedPost(request, error, rules)
      },
      schema: {
        summary: 'Sign the book',
        description: 'With an Idempotency-Key the same post may be sent again, to any front end: it is added once.',
        headers: POST_HEADERS,
        body: DRAFT,
        response: { 201: ENTRY, 202: HELD, ...PROBLEM_RESPONSES },
      },
    },
    async (request, reply) => {
      requireWholeCharacters(request.body)
      const value = request.headers['idempotency-key']
      const keys = value === undefined ? {} : { key: { value: `api:${value}`, lifetime: KEY_LIFETIME_MS } }
      const { author, mayRepeat } = request.visitor.identifyAuthor(reply, value)
      const appended = await addEntry(request.body, {
        address: clientAddress(request),
        author,
        firstSeen: request.visitor.firstSeen,
        keysOf: () => keys,
      })
      tellAppended(request, reply, appended, { isAuthor: mayRepeat || !appended.replayed })
      const { state, entry } = appended
      if (state === 'waiting') return reply.code(202).send({ state, id: entry.id })
      return reply.code(201).header('location', `${path}/${entry.id}`).send(entry)
    },
  )
}

/** JSON can escape half of a surrogate pair, which UTF-8 cannot hold. */
export function requireWholeCharacters(fields: Readonly<Record<string, string>>): void {
  const field = Object.keys(fields).find((name) => !fields[name]?.isWellFormed())
  if (field === undefined) return
  const detail = `The ${field} must be whole characters, but has half of a surrogate pair.`
  throw new HttpProblem(400, detail, { errors: [{ pointer: `#/${field}`, detail }] })
}
