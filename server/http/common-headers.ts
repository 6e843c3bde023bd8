import type { FastifyInstance } from 'fastify'
import plugin from 'fastify-plugin'
import { ASSETS_PATH } from '../assets.ts'
import { BOOK_PATH } from '../common/paths.ts'
import type { SecurityHeaders } from './security-headers.ts'

export interface CommonHeadersOptions {
  readonly headers: SecurityHeaders
  readonly noindex: boolean
}

/**
 * Gives every answer the security headers. Tells search engines not to list the API, the feed and other answers to programs; with
 * `noindex`, anything at all.
 */
export const commonHeaders = plugin(async (app: FastifyInstance, { headers, noindex }: CommonHeadersOptions) => {
  const listed = noindex ? { ...headers, 'x-robots-tag': 'noindex, nofollow' } : headers
  const unlisted = noindex ? listed : { ...headers, 'x-robots-tag': 'noindex' }
  app.addHook('onRequest', ({ url }, reply, done) => {
    reply.headers(isPage(url) || url.startsWith(ASSETS_PATH) ? listed : unlisted)
    done()
  })
})

function isPage(url: string): boolean {
  return url === BOOK_PATH || url.startsWith(`${BOOK_PATH}?`)
}
