import type { FastifyInstance } from 'fastify'
import plugin from 'fastify-plugin'
import { ASSETS_PATH } from '../assets.ts'
import { BOOK_PATH } from '../common/paths.ts'

/** Tells search engines not to list the API, the feed and other answers to programs; with `noindex`, anything at all. */
export const robotsHeader = plugin(async (app: FastifyInstance, { noindex }: { noindex: boolean }) => {
  app.addHook('onRequest', ({ url }, reply, done) => {
    if (noindex) reply.header('x-robots-tag', 'noindex, nofollow')
    else if (!isPage(url) && !url.startsWith(ASSETS_PATH)) reply.header('x-robots-tag', 'noindex')
    done()
  })
})

function isPage(url: string): boolean {
  return url === BOOK_PATH || url.startsWith(`${BOOK_PATH}?`)
}
