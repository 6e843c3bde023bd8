import type { FastifyInstance } from 'fastify'
import type { Book } from '../../book/book.ts'
import { gateStateAt, OPEN_GATE } from '../../book/gate.ts'
import type { LogId } from '../../common/log-id.ts'
import { queryOf } from '../../http/query-of.ts'
import { readId } from '../../http/read-id.ts'
import { isPrivate } from '../enter-link.ts'
import { readFeedback } from '../entries/way-back.ts'
import { renderWaitingPage } from '../pages/waiting-page.ts'
import type { EntriesOptions } from './entries-options.ts'

interface WaitingOptions extends EntriesOptions {
  readonly publicUrl: string | undefined
}

const PAGE_SIZE = 50

/** Right after signing in, it says once if others could read along. */
export function getWaiting(app: FastifyInstance, path: string, options: WaitingOptions): void {
  const { book, feed, answers, publicUrl } = options
  app.get(path, { config: { forModerators: true } }, async (request, reply) => {
    const query = queryOf(request)
    const isWelcome = query.welcome !== undefined
    const { page, after } = await readPage(book, readId('after', query.after))
    const view = {
      page,
      after,
      gate: gateStateAt(feed.state?.gate ?? OPEN_GATE, Date.now()),
      feedback: await readFeedback(query, book.moderation),
      isWelcome,
      isExposed: isWelcome && !isPrivate(request, publicUrl),
    }
    return answers.page(request, reply, (context) => renderWaitingPage(view, context))
  })
}

/** For the script. */
export function getCount(app: FastifyInstance, path: string, { book }: EntriesOptions): void {
  app.get(path, { config: { forModerators: true } }, async () => {
    const { waiting } = await book.moderation.counts()
    return { waiting }
  })
}

/** If all entries of the last page are decided, the first page comes next. */
async function readPage({ moderation }: Book, after: LogId | undefined) {
  const page = await moderation.held('waiting', { after, limit: PAGE_SIZE })
  if (page.entries.length > 0 || after === undefined) return { page, after }
  return { page: await moderation.held('waiting', { limit: PAGE_SIZE }), after: undefined }
}
