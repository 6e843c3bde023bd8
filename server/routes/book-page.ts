import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Book } from '../book/book.ts'
import type { Reader, Reading } from '../book/reader/reader.ts'
import { isLanguage } from '../common/languages.ts'
import { isId, type LogId, nextId } from '../common/log-id.ts'
import { BOOK_PATH, type BookAddress, indexedPath, newEntryPath } from '../common/paths.ts'
import { EncodedBodies } from '../http/encoded-body.ts'
import { logProblem } from '../http/log-problem.ts'
import { MalformedRequest } from '../http/malformed-requests.ts'
import { addressOf, admitPost, describeFailedPost, type PostRules } from '../http/post-rules.ts'
import { HttpProblem } from '../http/problem.ts'
import { utf8Bodies } from '../http/utf8-bodies.ts'
import { FORM_LIMIT } from '../limits/body-limit.ts'
import { readBodyStart } from '../limits/body-start.ts'
import type { Pages } from '../pages/pages.ts'
import type { BookView, FormProblem, Notice } from '../pages/view.ts'
import type { AddEntry } from '../signing/add-entry.ts'
import { DOUBLE_POST_WINDOW, formKeys } from '../signing/form-keys.ts'
import { type PostedForm, parseForm } from './posted-form.ts'

const PAGE_SIZE = 20

const MALFORMED: FormProblem = { kind: 'malformed' }

/** Lets the routes beside it read only forms. */
export async function acceptForms(app: FastifyInstance): Promise<void> {
  app.removeAllContentTypeParsers()
  await app.register(utf8Bodies)
  app.addContentTypeParser('application/x-www-form-urlencoded', async (_request: FastifyRequest, payload: Readable) => {
    const { bytes, size } = await readBodyStart(payload, FORM_LIMIT)
    return parseForm(bytes, size)
  })
}

export interface BookPageOptions {
  readonly book: Book
  readonly reader: Reader
  readonly pages: Pages
}

/** A page of the book, which works without a script. */
export function getBookPage(app: FastifyInstance, path: string, { book, reader, pages }: BookPageOptions): void {
  // Cached for all readers, so nothing of a request may get into them.
  const bodies = new EncodedBodies<string>()
  app.get(path, async (request, reply) => {
    const { visitor } = request
    const address = readAddress(request)
    const before = address.entry === undefined ? address.before : nextId(address.entry)
    const indexed = indexedPath(address)
    const language = visitor.language(reply)
    const reading = await (before
      ? reader.older(before, PAGE_SIZE, visitor.seen)
      : reader.newest(PAGE_SIZE, visitor.seen))
    visitor.tellRead(reply, reading.position, reading.isConfirmed)
    reply.type('text/html; charset=utf-8').headers({
      'cache-control': 'private, no-cache',
      vary: 'Accept-Encoding, Accept-Language, Cookie, Guestbook-Language',
    })
    const notice = noticeFor(reading)
    const render = () => pages.book(viewOf(reading, { before, indexedPath: indexed, notice }), language)
    const variant = `${language} ${notice?.kind}`
    return bodies.get(reading, indexed === BOOK_PATH ? variant : `${variant} ${indexed}`, render).send(request, reply)
  })

  function noticeFor({ staleSince }: Reading): Notice | undefined {
    if (staleSince !== undefined) return { kind: 'from-memory', since: new Date(staleSince).toISOString() }
    return book.health().writable ? undefined : { kind: 'read-only' }
  }
}

export interface PostFormOptions {
  readonly addEntry: AddEntry
  readonly rules: PostRules
  readonly pages: Pages
}

/** Adds a posted entry. */
export function postForm(app: FastifyInstance, path: string, { addEntry, rules, pages }: PostFormOptions): void {
  app.post<{ Body: PostedForm | undefined }>(
    path,
    {
      bodyLimit: FORM_LIMIT,
      onRequest: async (request) => admitPost(request, rules, true),
      // Shows the form again, with what was typed and the reason.
      errorHandler: (error, request, reply) => {
        if (error instanceof MalformedRequest) throw error
        const problem = describeFailedPost(request, error, rules)
        const [reason = problem.statusCode === 400 ? MALFORMED : undefined] = problem.reasons
        if (!reason) throw problem
        logProblem(request, problem, error)
        const { form } = (request.body as PostedForm | undefined) ?? parseForm('')
        return reply
          .code(problem.statusCode)
          .headers(problem.headers)
          .header('cache-control', 'no-store')
          .type('text/html; charset=utf-8')
          .send(pages.form({ typed: form, problem: reason }, request.visitor.language(reply)))
      },
    },
    async (request, reply) => {
      const { visitor } = request
      const { form, size, isMalformed, isUtf8 } = request.body ?? parseForm('')
      if (size > FORM_LIMIT) throw new HttpProblem(413, 'the form is too large', { reasons: [{ kind: 'too-large' }] })
      if (!isUtf8) throw new HttpProblem(400, 'the form is not in UTF-8', { reasons: [{ kind: 'not-utf8' }] })
      if (isMalformed) throw new HttpProblem(400, 'the form is malformed', { reasons: [MALFORMED] })
      const address = addressOf(request)
      // The browser is named before anything can fail, so that a retry is recognised.
      const browser = { ...visitor.identify(reply), address, headers: request.headers }
      const keys = formKeys(form, browser, DOUBLE_POST_WINDOW)
      const { entry, position, replayed } = await addEntry(form, { address, ...keys })
      visitor.tellWritten(reply, position, !replayed)
      return reply.header('cache-control', 'no-store').redirect(newEntryPath(entry.id), 303)
    },
  )
}

function viewOf(
  { entries, total, next, position }: Reading,
  parts: Pick<BookView, 'before' | 'indexedPath' | 'notice'>,
): BookView {
  return { entries, total, next, position, ...parts }
}

function readAddress(request: FastifyRequest): BookAddress {
  const { before, entry, lang } = request.query as Readonly<Record<string, unknown>>
  return {
    before: readId('before', before),
    entry: readId('entry', entry),
    language: typeof lang === 'string' && isLanguage(lang) ? lang : undefined,
  }
}

function readId(name: string, value: unknown): LogId | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'string' && isId(value)) return value
  throw new HttpProblem(400, `"${name}" must be the id of an entry.`)
}
