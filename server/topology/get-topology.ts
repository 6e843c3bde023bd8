import { hostname } from 'node:os'
import type { FastifyInstance } from 'fastify'
import type { Book } from '../book/book.ts'
import { compareIds } from '../common/log-id.ts'
import type { SecurityHeaders } from '../http/security-headers.ts'
import type { Visitor } from '../http/visitor.ts'
import type { ContextOf } from '../pages/page-context.ts'
import type { EntryWays } from './entry-ways.ts'
import { renderTopology, type TopologyView } from './topology-page.ts'

interface TopologyOptions {
  readonly book: Pick<Book, 'health'>
  readonly ways: EntryWays
  readonly contextOf: ContextOf
  readonly headers: SecurityHeaders
}

/** For learners: which parts keep the book, and how the visitor’s own entry went through them. */
export function getTopology(app: FastifyInstance, path: string, options: TopologyOptions): void {
  const { book, ways, contextOf, headers } = options
  const process = processName(hostname())
  app.get(path, { config: { forModerators: true } }, async (request, reply) => {
    const view = { process, topology: book.health().topology, way: wayOf(request.visitor, ways) }
    return reply
      .type('text/html; charset=utf-8')
      .headers({ ...headers, 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow' })
      .send(renderTopology(view, contextOf(request.visitor.negotiateLanguage(reply))))
  })
}

function wayOf({ own }: Visitor, ways: EntryWays): TopologyView['way'] {
  const [newest] = own.filter(({ isWaiting }) => !isWaiting).sort((a, b) => compareIds(b.id, a.id))
  return newest === undefined ? 'none' : (ways.of(newest.id) ?? 'elsewhere')
}

/** The name of a pod or container, without a domain. In some clouds it spells an address, which is not shown. */
export function processName(hostname: string): string {
  const [name = ''] = hostname.split('.', 1)
  return name === '' || /\d+[-_]\d+[-_]\d+[-_]\d+/.test(name) || /^\d+$/.test(name) || name.includes(':')
    ? 'frontend'
    : name
}
