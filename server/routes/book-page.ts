import type { FastifyInstance } from 'fastify'
import type { FindKeeper } from '../admin/visiting-keeper.ts'
import type { Book } from '../book/book.ts'
import { startOfDay } from '../book/days.ts'
import type { Feed } from '../book/feed/feed.ts'
import type { Reader, Reading } from '../book/reader/reader.ts'
import { type LogId, nextId } from '../common/log-id.ts'
import {
  aroundPath,
  BOOK_PATH,
  ENTRIES_ID,
  indexedPath,
  type PageAddress,
  pagePath,
  TAKEN_BACK,
} from '../common/paths.ts'
import type { Position } from '../common/position.ts'
import { redirectChoice } from '../http/chosen-language.ts'
import { EncodedBodies, EncodedBody } from '../http/encoded-body.ts'
import { queryOf } from '../http/query-of.ts'
import { relativeAddresses, TOP } from '../http/relative-address.ts'
import type { BookView, Notice, OwnView } from '../pages/book-view.ts'
import { closedView } from '../pages/closed.ts'
import type { Pages } from '../pages/pages.ts'
import type { LiveSettings } from '../settings/live-settings.ts'
import { OwnViews } from './own-view.ts'
import { readAddress, readDay } from './page-address.ts'

const PAGE_SIZE = 20

/** Of pages that differ between visitors. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'private, no-cache',
  vary: 'Accept-Encoding, Accept-Language, Cookie, Guestbook-Language',
}

/** Such as two languages. */
const VARIANTS_OF_OLDER_PAGE = 2

interface BookPageOptions {
  readonly book: Book
  readonly feed: Feed
  readonly reader: Reader
  readonly pages: Pages
  readonly settings: LiveSettings
  /** Absent if the owner's side is off. */
  readonly findKeeper: FindKeeper | undefined
}

/** A page of the book, which works without a script. */
export function getBookPage(app: FastifyInstance, path: string, options: BookPageOptions): void {
  const { book, feed, reader, pages, settings, findKeeper } = options
  // For all readers, so nothing of a request may get into them.
  const bodies = new EncodedBodies<string>()
  const olderBodies = new EncodedBodies<string>(VARIANTS_OF_OLDER_PAGE)
  const ownViews = new OwnViews({ book, feed })
  app.get(path, async (request, reply) => {
    const { visitor } = request
    const day = readDay(request, settings.current.timeZone ?? 'UTC')
    if (day !== undefined) return reply.header('cache-control', 'no-cache').redirect(day, 303)
    const address = readAddress(request)
    const ownPath = pagePath(address)
    const chosen = redirectChoice(request, reply, ownPath)
    if (chosen) return chosen
    const isNewest = ownPath === BOOK_PATH
    const language = visitor.negotiateLanguage(reply)
    // Not awaited for the many visitors who have neither entries nor a session.
    const finding = ownViews.find(visitor, reply, isNewest)
    const own = finding && (await finding)
    const findingKeeper = findKeeper?.(request)
    const keeper = findingKeeper && (await findingKeeper)
    const seen = own ? own.seen : visitor.seen
    const reading = await read(reader, address, seen)
    visitor.tellRead(reply, reading.position, reading.isConfirmed)
    // The newest page has an address of its own, and changes while it is open.
    if (reading.hasNewer === false) {
      return reply.header('cache-control', 'no-cache').redirect(`${BOOK_PATH}#${ENTRIES_ID}`, 303)
    }
    const moved = address.entry === undefined ? undefined : await findMoved(reader, address.entry, reading, seen)
    if (moved !== undefined) return reply.header('cache-control', 'no-cache').redirect(moved, 301)
    reply.headers(PAGE_HEADERS)
    const notice = noticeFor(book, reading)
    const isTakenBack = isNewest && visitor.author !== undefined && queryOf(request).done === TAKEN_BACK
    const now = Date.now()
    const closed = closedView(feed.state?.gate, now)
    const { entries, pinned, total, next, position } = reading
    const shared = { entries, pinned, total, next, position, page: address, indexedPath: indexedPath(address) }
    const render = (own?: OwnView, keeper?: BookView['keeper']) => {
      const view = { ...shared, now: new Date(now).toISOString(), notice, closed, own, keeper, isTakenBack }
      return relativeAddresses(pages.book(view, language), TOP)
    }
    const ownView = own && ownViews.on(reading, own)
    if (ownView || keeper || isTakenBack) return new EncodedBody(render(ownView, keeper), 'least').send(request, reply)
    const variant = `${language} ${startOfDay(now)} ${notice?.kind} ${closed && `closed ${closed.opensAt}`}`
    return isNewest
      ? bodies.get(reading, variant, render).send(request, reply)
      : olderBodies.get(reading, `${variant} ${ownPath}`, render, 'least').send(request, reply)
  })
}

function read(reader: Reader, { before, after, entry }: PageAddress, seen: Position | undefined): Promise<Reading> {
  const end = entry === undefined ? before : nextId(entry)
  if (end !== undefined) return reader.older(end, PAGE_SIZE, seen)
  return after === undefined ? reader.newest(PAGE_SIZE, seen) : reader.after(after, PAGE_SIZE, seen)
}

/** The path to the page around an entry that was changed since, and has another id. */
async function findMoved(reader: Reader, entry: LogId, { entries }: Reading, seen: Position | undefined) {
  if (entries[0]?.id === entry) return undefined
  const { movedTo } = await reader.find(entry, seen)
  return movedTo === undefined ? undefined : aroundPath(movedTo)
}

function noticeFor(book: Book, { staleSince }: Reading): Notice | undefined {
  if (staleSince !== undefined) return { kind: 'from-memory', since: new Date(staleSince).toISOString() }
  return book.health().writable ? undefined : { kind: 'read-only' }
}
