import type { FastifyInstance } from 'fastify'
import type { Feed } from '../book/feed/feed.ts'
import { gateStateAt } from '../book/gate.ts'
import type { Reader } from '../book/reader/reader.ts'
import type { LogId } from '../common/log-id.ts'
import { entryPath } from '../common/paths.ts'
import { redirectChoice } from '../http/chosen-language.ts'
import type { Pages } from '../pages/pages.ts'
import { changeWindow, isWithin } from '../signing/change-window.ts'
import { PAGE_HEADERS } from './book-page.ts'
import { missingEntry, requireId } from './entry-id.ts'

/** For how long an author is thanked. */
const THANKS_MS = 5 * 60 * 1000

interface EntryPageOptions {
  readonly feed: Feed
  readonly reader: Reader
  readonly pages: Pages
}

/** One entry on its own page, where its author lands after signing. `path` contains ":id". */
export function getEntryPage(app: FastifyInstance, path: string, { feed, reader, pages }: EntryPageOptions): void {
  app.get<{ Params: { id: LogId } }>(path, async (request, reply) => {
    const { visitor } = request
    const id = requireId(request.params.id)
    const chosen = redirectChoice(request, reply, entryPath(id))
    if (chosen) return chosen
    const { entry, movedTo, wasRemoved, position, isConfirmed } = await reader.find(id, visitor.seen)
    visitor.tellRead(reply, position, isConfirmed)
    if (movedTo !== undefined) return reply.header('cache-control', 'no-cache').redirect(entryPath(movedTo), 301)
    if (!entry) throw missingEntry(wasRemoved)
    const now = Date.now()
    const isOwn = visitor.own.some((one) => one.id === id && !one.isWaiting)
    const mayChange = isOwn && !entry.reply && isWithin(changeWindow(feed.state?.settings), entry.createdAt, now)
    const isClosed = feed.state !== undefined && gateStateAt(feed.state.gate, now) === 'closed'
    reply.headers(PAGE_HEADERS)
    const view = {
      entry,
      isThanked: isOwn && isWithin(THANKS_MS, entry.createdAt, now),
      own: mayChange ? { mayChange: !isClosed } : undefined,
    }
    return pages.entry(view, visitor.negotiateLanguage(reply))
  })
}
