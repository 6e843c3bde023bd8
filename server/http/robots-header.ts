import type { FastifyInstance } from 'fastify'
import plugin from 'fastify-plugin'
import { ASSETS_PATH } from '../assets.ts'
import { BOOK_PATH } from '../shared/paths.ts'

/** Tells search engines to list neither the API nor the feed nor any other answer to a program, and with `noindex` nothing at all. */
export const robotsHeader = plugin(async (app: FastifyInstance, { noindex }: { noindex: boolean }) => {
  app.addHook('onRequest', ({ url }, reply, done) => {
    if (noindex) reply.header('x-robots-tag', 'noindex, nofollow')
    else if (!isPage(url) && !url.startsWith(ASSETS_PATH)) reply.header('x-robots-tag', 'noindex')
    done()
  })
})

/** Pages of the book say it themselves, each for itself. */
function isPage(url: string): boolean {
  return url === BOOK_PATH || url.startsWith(`${BOOK_PATH}?`)
}
