import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Appended, Book } from '../book/book.ts'
import type { Feed } from '../book/feed/feed.ts'
import type { Reader, Reading } from '../book/reader/reader.ts'
import { isLanguage } from '../common/languages.ts'
import { isId, type LogId, nextId } from '../common/log-id.ts'
import { BOOK_PATH, type BookAddress, entryPath, indexedPath, newEntryPath, waitingPath } from '../common/paths.ts'
import { EncodedBodies, EncodedBody } from '../http/encoded-body.ts'
import { addressOf, admitPost, type PostRules } from '../http/post-rules.ts'
import { HttpProblem } from '../http/problem.ts'
import { tellAppended } from '../http/tell-appended.ts'
import { utf8Bodies } from '../http/utf8-bodies.ts'
import { FORM_LIMIT } from '../limits/body-limit.ts'
import { readBodyStart } from '../limits/body-start.ts'
import type { Pages } from '../pages/pages.ts'
import type { BookView, Notice } from '../pages/view.ts'
import type { AddEntry } from '../signing/add-entry.ts'
import { closedAt } from '../signing/closed.ts'
import { DOUBLE_POST_WINDOW, formKeys } from '../signing/form-keys.ts'
import { failForm } from './failed-form.ts'
import { OwnViews } from './own-view.ts'
import { checkForm, type PostedForm, parseForm } from './posted-form.ts'

const PAGE_SIZE = 20

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
  readonly feed: Feed
  readonly reader: Reader
  readonly pages: Pages
}

/** A page of the book, which works without a script. */
export function getBookPage(app: FastifyInstance, path: string, { book, feed, reader, pages }: BookPageOptions): void {
  // Cached for all readers, so nothing of a request may get into them.
  const bodies = new EncodedBodies<string>()
  const ownViews = new OwnViews({ book, feed })
  app.get(path, async (request, reply) => {
    const { visitor } = request
    const address = readAddress(request)
    const before = address.entry === undefined ? address.before : nextId(address.entry)
    const indexed = indexedPath(address)
    const language = visitor.language(reply)
    const finding = ownViews.find(visitor, reply, before === undefined)
    const own = finding && (await finding)
    const seen = own ? own.seen : visitor.seen
    const reading = await (before ? reader.older(before, PAGE_SIZE, seen) : reader.newest(PAGE_SIZE, seen))
    visitor.tellRead(reply, reading.position, reading.isConfirmed)
    if (address.entry !== undefined && reading.entries[0]?.id !== address.entry) {
      const { movedTo } = await reader.find(address.entry, seen)
      if (movedTo !== undefined) return reply.header('cache-control', 'no-cache').redirect(entryPath(movedTo), 301)
    }
    reply.type('text/html; charset=utf-8').headers({
      'cache-control': 'private, no-cache',
      vary: 'Accept-Encoding, Accept-Language, Cookie, Guestbook-Language',
    })
    const notice = noticeFor(reading)
    const closed = closedNow()
    const now = new Date().toISOString()
    const parts = { before, now, indexedPath: indexed, notice, closed }
    const ownView = own && ownViews.on(reading, own)
    if (ownView) {
      const page = pages.book(viewOf(reading, { ...parts, own: ownView }), language)
      return new EncodedBody(page).send(request, reply)
    }
    const render = () => pages.book(viewOf(reading, parts), language)
    const variant = `${language} ${now.slice(0, 10)} ${notice?.kind} ${closed && `closed ${closed.opensAt}`}`
    return bodies.get(reading, indexed === BOOK_PATH ? variant : `${variant} ${indexed}`, render).send(request, reply)
  })

  function noticeFor({ staleSince }: Reading): Notice | undefined {
    if (staleSince !== undefined) return { kind: 'from-memory', since: new Date(staleSince).toISOString() }
    return book.health().writable ? undefined : { kind: 'read-only' }
  }

  function closedNow(): BookView['closed'] {
    const closed = feed.state && closedAt(feed.state.gate, Date.now())
    return closed && { opensAt: closed.opensAt === undefined ? undefined : new Date(closed.opensAt).toISOString() }
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
        const { form, reason } = failForm(error, request, reply, rules)
        return reply.send(pages.form({ typed: form, problem: reason }, request.visitor.language(reply)))
      },
    },
    async (request, reply) => {
      const { visitor } = request
      const { form, isTrapped } = checkForm(request.body)
      const address = addressOf(request)
      // The browser is named before anything can fail, so that a retry is recognised.
      const browser = { ...visitor.identify(reply), address, headers: request.headers }
      const keys = formKeys(form, browser, DOUBLE_POST_WINDOW)
      const { author, mayRepeat } = visitor.identifyAuthor(reply)
      const appended = await addEntry(form, { address, author, isTrapped, firstSeen: visitor.firstSeen, ...keys })
      tellAppended(request, reply, appended, { isAuthor: mayRepeat || !appended.replayed })
      return reply.header('cache-control', 'no-store').redirect(pathOf(appended), 303)
    },
  )
}

function viewOf(
  { entries, total, next, position }: Reading,
  parts: Pick<BookView, 'before' | 'now' | 'indexedPath' | 'notice' | 'closed' | 'own'>,
): BookView {
  return { entries, total, next, position, ...parts }
}

/** Where the visitor sees their entry. */
export function pathOf({ state, entry }: Appended): string {
  return state === 'waiting' ? waitingPath(entry.id) : newEntryPath(entry.id)
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
