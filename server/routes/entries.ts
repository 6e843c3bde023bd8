import type { JsonSchemaToTsProvider } from '@fastify/type-provider-json-schema-to-ts'
import type { FastifyInstance } from 'fastify'
import { isId } from '../book/log-id.ts'
import type { Reader, Reading } from '../book/reader.ts'
import type { Sign } from '../book/sign.ts'
import { EncodedBodies } from '../http/encoded-bodies.ts'
import { HttpProblem, PROBLEM_RESPONSES } from '../http/problem.ts'
import { mayChange } from '../http/same-origin.ts'
import { utf8Bodies, utf8Json } from '../http/utf8-bodies.ts'
import { checkDraft, type DraftField, type DraftProblem } from '../text/draft.ts'
import { DRAFT, ENTRIES, ENTRIES_QUERY, ENTRY, ENTRY_PARAMS, POST_HEADERS } from './schemas.ts'
import { whenRead } from './when-read.ts'

/** For how long a client may repeat a post under its key, in milliseconds. */
const KEY_LIFETIME = 24 * 60 * 60 * 1000

/** How many entries a page has where the client does not say. */
const PAGE_SIZE = 20

const PATH = '/api/entries'

export interface EntriesOptions {
  readonly reader: Reader
  readonly sign: Sign
  readonly publicUrl: string | undefined
}

/** The API: read the book, read an entry, add one. */
export async function entriesRoutes(instance: FastifyInstance, { reader, sign, publicUrl }: EntriesOptions) {
  const app = instance.withTypeProvider<JsonSchemaToTsProvider>()
  const bodies = new EncodedBodies<'page'>()
  app.removeContentTypeParser('text/plain')
  await app.register(utf8Bodies)
  await app.register(utf8Json)

  app.get(
    PATH,
    {
      schema: {
        summary: 'Read the book, newest entries first',
        querystring: ENTRIES_QUERY,
        response: { 200: ENTRIES, ...PROBLEM_RESPONSES },
      },
    },
    (request, reply) => {
      const { before, limit = PAGE_SIZE } = request.query
      const { visitor } = request
      const answer = (page: Reading): void => {
        visitor.hasRead(reply, page.position, page.isConfirmed)
        if (page.staleSince !== undefined) reply.header('age', Math.ceil((Date.now() - page.staleSince) / 1000))
        reply
          .type('application/json; charset=utf-8')
          .headers({ 'cache-control': 'private, no-cache', vary: 'Accept-Encoding' })
        bodies.get(page, 'page', () => reply.serialize(page) as string).send(request, reply)
      }
      const page =
        before === undefined ? reader.newest(limit, visitor.seen) : reader.older(requireId(before), limit, visitor.seen)
      return whenRead(page, answer)
    },
  )

  app.get(
    `${PATH}/:id`,
    { schema: { summary: 'Read one entry', params: ENTRY_PARAMS, response: { 200: ENTRY, ...PROBLEM_RESPONSES } } },
    async (request, reply) => {
      const { visitor } = request
      const { id } = request.params
      if (!isId(id)) throw noSuchEntry()
      const { entry, position, isConfirmed } = await reader.find(id, visitor.seen)
      visitor.hasRead(reply, position, isConfirmed)
      if (!entry) throw noSuchEntry()
      reply.header('cache-control', 'private, no-cache')
      return entry
    },
  )

  app.post(
    PATH,
    {
      onRequest: async (request) => {
        if (!mayChange(request, publicUrl)) throw new HttpProblem(403, 'This request comes from another site.')
        app.countPost(request)
      },
      schema: {
        summary: 'Sign the book',
        description: 'With an Idempotency-Key the same post may be sent again, to any front end: it is added once.',
        headers: POST_HEADERS,
        body: DRAFT,
        response: { 201: ENTRY, ...PROBLEM_RESPONSES },
      },
    },
    async (request, reply) => {
      requireWholeCharacters(request.body)
      const checked = checkDraft(request.body)
      if (!checked.ok) throw invalidDraft(checked.problems)
      const value = request.headers['idempotency-key']
      const { entry, position, replayed } = await sign(checked.draft, {
        key: value === undefined ? undefined : { value: `api:${value}`, lifetime: KEY_LIFETIME },
        allowance: app.allowance(request),
      })
      request.visitor.hasWritten(reply, position, !replayed)
      return reply.code(201).header('location', `${PATH}/${entry.id}`).send(entry)
    },
  )
}

function requireId(before: string): string {
  if (isId(before)) return before
  throw new HttpProblem(400, '"before" must be the id of an entry, such as "1732312345678-0".')
}

function noSuchEntry(): HttpProblem {
  return new HttpProblem(404, 'There is no entry with this id.')
}

/** JSON can escape half of a surrogate pair, which no UTF-8 can hold: whoever sends one has cut a text in two. */
function requireWholeCharacters(fields: Readonly<Record<string, string>>): void {
  const field = Object.keys(fields).find((name) => !fields[name]?.isWellFormed())
  if (field === undefined) return
  const detail = `The ${field} must be whole characters, but has half of a surrogate pair.`
  throw new HttpProblem(400, detail, { errors: [{ pointer: `#/${field}`, detail }] })
}

function invalidDraft(problems: readonly DraftProblem[]): HttpProblem {
  const errors = problems.map((problem) => ({ pointer: `#/${fieldOf(problem)}`, detail: describe(problem) }))
  return new HttpProblem(422, errors.map(({ detail }) => detail).join(' '), { errors })
}

function fieldOf(problem: DraftProblem): DraftField {
  if (problem.kind === 'too-many-marks' || problem.kind === 'character-too-long') return problem.field
  return problem.kind === 'name-too-long' ? 'name' : 'message'
}

function describe(problem: DraftProblem): string {
  const field = fieldOf(problem)
  switch (problem.kind) {
    case 'message-empty':
      return 'The message must have at least one character that shows.'
    case 'too-many-marks':
      return `No letter of the ${field} may have more than ${problem.limit} combining marks.`
    case 'character-too-long':
      return `No character of the ${field} may have more than ${problem.limit} code points.`
    case 'entry-too-large':
      return `Name and message together must be at most ${problem.limit} bytes of UTF-8, but are ${problem.size}.`
    default:
      return `The ${field} must have at most ${problem.limit} characters, but has ${problem.length ?? 'far more'}.`
  }
}
