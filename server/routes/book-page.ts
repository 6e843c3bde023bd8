import formBody from '@fastify/formbody'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Book, Unreadable } from '../book/book.ts'
import { isId, type LogId, nextId } from '../book/log-id.ts'
import type { Reader, Reading } from '../book/reader.ts'
import type { Sign } from '../book/sign.ts'
import { BODY_LIMIT } from '../http/body-limit.ts'
import { describeError } from '../http/describe-error.ts'
import { EncodedBodies } from '../http/encoded-bodies.ts'
import { MalformedRequest } from '../http/malformed-requests.ts'
import { HttpProblem } from '../http/problem.ts'
import { mayChange } from '../http/same-origin.ts'
import { isLanguage } from '../languages/languages.ts'
import type { Pages } from '../pages/pages.ts'
import { type BookAddress, indexedPath } from '../pages/paths.ts'
import { type BookView, EMPTY_FORM, type FormView, type Notice } from '../pages/view.ts'
import { checkDraft } from '../text/draft.ts'
import { formProblem } from './form-problem.ts'
import { type PostedForm, parseForm } from './posted-form.ts'
import { whenRead } from './when-read.ts'

/** How many entries a page has. */
const PAGE_SIZE = 20

/** A form that is too large is read this far, so that what was typed can be given back. */
const FORM_READ_LIMIT = 2 * 1024 * 1024

/** For how long the same words from the same browser are one entry: a double click, a page sent again. */
const DOUBLE_POST_WINDOW = 10 * 60 * 1000

export interface BookPageOptions {
  readonly book: Book
  readonly reader: Reader
  readonly sign: Sign
  readonly pages: Pages
  readonly publicUrl: string | undefined
}

/** The page of the book and its form: all that a visitor needs, without any script. */
export async function bookPageRoutes(app: FastifyInstance, { book, reader, sign, pages, publicUrl }: BookPageOptions) {
  // A page, rendered at most once for each state of the book and each language, and never for nobody. It is the same for all
  // readers: nothing of a request may get into it.
  const bodies = new EncodedBodies<string>()
  app.removeAllContentTypeParsers()
  await app.register(formBody, { bodyLimit: FORM_READ_LIMIT, parser: (body) => ({ ...parseForm(body) }) })

  app.get('/', (request, reply) => {
    const { visitor } = request
    const address = readAddress(request)
    const before = address.entry === undefined ? address.before : nextId(address.entry)
    const indexed = indexedPath(address)
    const language = visitor.language(reply)
    const answer = (reading: Reading): void => {
      visitor.identify(reply)
      visitor.hasRead(reply, reading.position, reading.isConfirmed)
      reply.type('text/html; charset=utf-8').headers({
        'cache-control': 'private, no-cache',
        vary: 'Accept-Encoding, Accept-Language, Cookie, Guestbook-Language',
      })
      const notice = noticeFor(reading)
      const render = () =>
        pages.book(viewOf(reading, { before, indexedPath: indexed, form: EMPTY_FORM, notice }), language)
      const variant = `${language} ${notice?.kind}`
      bodies.get(reading, indexed === '/' ? variant : `${variant} ${indexed}`, render).send(request, reply)
    }
    const reading = before ? reader.older(before, PAGE_SIZE, visitor.seen) : reader.newest(PAGE_SIZE, visitor.seen)
    return whenRead(reading, answer)
  })

  app.post<{ Body: PostedForm }>('/', { bodyLimit: FORM_READ_LIMIT }, async (request, reply) => {
    const { visitor } = request
    const { form, size, isMalformed } = request.body ?? parseForm('')
    if (!mayChange(request, publicUrl)) throw new RefusedForm(403, { ...form, problem: { kind: 'cross-site' } })
    // Counted only here: whoever has to wait keeps what they typed, and no other site posts at a visitor's expense.
    app.countPost(request)
    if (size > BODY_LIMIT) throw new RefusedForm(413, { ...form, problem: { kind: 'too-large' } })
    if (isMalformed) throw new RefusedForm(400, { ...form, problem: { kind: 'malformed' } })
    const checked = checkDraft(form)
    if (!checked.ok) throw new RefusedForm(422, { ...form, problem: checked.problems[0] })
    // Who has no name yet gets one before anything can fail, so that sending it again is known for what it is.
    const value = `form:${visitor.identify(reply)}:${JSON.stringify(checked.draft)}`
    const { entry, position, replayed } = await sign(checked.draft, {
      key: { value, lifetime: DOUBLE_POST_WINDOW },
      allowance: app.allowance(request),
    })
    visitor.hasWritten(reply, position, !replayed)
    return reply.header('cache-control', 'no-store').redirect(`/#${entry.id}`, 303)
  })

  // Whatever goes wrong with the form, what was typed comes back with the reason.
  app.setErrorHandler(async (error, request, reply) => {
    if (request.method !== 'POST' || error instanceof MalformedRequest) throw error
    const problem = describeError(error)
    const { form } = (request.body as PostedForm | undefined) ?? parseForm('')
    const refused = error instanceof RefusedForm ? error.form : { ...form, problem: formProblem(error, problem) }
    if (refused.problem === undefined) throw error
    if (problem.statusCode >= 500)
      request.log.error({ reqId: request.id, err: problem.cause ?? error }, problem.message)
    reply
      .code(problem.statusCode)
      .headers(problem.headers)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
    const view = await viewAfterRefusal(request, refused, problem.statusCode === 503)
    return pages.book(view, request.visitor.language(reply))
  })

  /** The book below a form that came back; where it cannot be read, the form alone. Who has waited already waits no longer. */
  async function viewAfterRefusal(request: FastifyRequest, form: FormView, hasWaited: boolean): Promise<BookView> {
    const remembered = hasWaited ? reader.remembered(PAGE_SIZE) : undefined
    try {
      const reading = remembered ?? (await reader.newest(PAGE_SIZE, request.visitor.seen))
      return viewOf(reading, { form, notice: noticeFor(reading) })
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      return { entries: [], total: 0, next: null, form }
    }
  }

  function noticeFor({ staleSince }: Reading): Notice | undefined {
    if (staleSince !== undefined) return { kind: 'from-memory', since: new Date(staleSince).toISOString() }
    return book.health().writable ? undefined : { kind: 'read-only' }
  }
}

/** A form that is given back with a reason. */
class RefusedForm extends HttpProblem {
  readonly form: FormView
  constructor(statusCode: number, form: FormView) {
    super(statusCode, `the form was refused: ${form.problem?.kind}`)
    this.form = form
  }
}

function viewOf(
  { entries, total, next, position }: Reading,
  parts: Pick<BookView, 'before' | 'indexedPath' | 'form' | 'notice'>,
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
