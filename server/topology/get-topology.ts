import type { FastifyInstance } from 'fastify'
import type { Book } from '../book/book.ts'
import { compareIds } from '../common/log-id.ts'
import type { SecurityHeaders } from '../http/security-headers.ts'
import type { Visitor } from '../http/visitor.ts'
import type { Pages } from '../pages/pages.ts'
import type { EntryWays } from './entry-ways.ts'
import type { TopologyView } from './topology-view.ts'

export interface TopologyOptions {
  readonly book: Pick<Book, 'health'>
  readonly ways: EntryWays
  readonly pages: Pages
  /** As the page calls this process. */
  readonly process: string
  readonly headers: SecurityHeaders
}

/** For learners: the parts that keep the book, and the way of the visitor’s own entry through them. */
export function getTopology(app: FastifyInstance, path: string, options: TopologyOptions): void {
  const { book, ways, pages, process, headers } = options
  app.get(path, { config: { forModerators: true } }, async (request, reply) => {
    const view = { process, topology: book.health().topology, way: wayOf(request.visitor, ways) }
    return reply
      .type('text/html; charset=utf-8')
      .headers({ ...headers, 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow' })
      .send(pages.topology(view, request.visitor.language(reply)))
  })
}

function wayOf({ own }: Visitor, ways: EntryWays): TopologyView['way'] {
  const [newest] = own.filter(({ isWaiting }) => !isWaiting).sort((a, b) => compareIds(b.id, a.id))
  return newest === undefined ? 'none' : (ways.of(newest.id) ?? 'elsewhere')
}
