import type { FastifyInstance } from 'fastify'
import plugin from 'fastify-plugin'
import { ASSETS_PATH } from '../assets.ts'
import { API_PATH, BOOK_PATH } from '../common/paths.ts'
import type { SecurityHeaders } from './security-headers.ts'

interface CommonHeadersOptions {
  readonly headers: SecurityHeaders
  readonly noindex: boolean
}

/** Gives every answer the security headers. Search engines may not list answers to programs, or with `noindex` anything. */
export const commonHeaders = plugin(async (app: FastifyInstance, { headers, noindex }: CommonHeadersOptions) => {
  const listed = noindex ? { ...headers, 'x-robots-tag': 'noindex, nofollow' } : headers
  const unlisted = noindex ? listed : { ...headers, 'x-robots-tag': 'noindex' }
  const forPrograms = withoutDocuments(unlisted)
  app.addHook('onRequest', ({ url }, reply, done) => {
    if (url.startsWith(API_PATH)) reply.headers(forPrograms)
    else reply.headers(isPage(url) || url.startsWith(ASSETS_PATH) ? listed : unlisted)
    done()
  })
})

function isPage(url: string): boolean {
  return url === BOOK_PATH || url.startsWith(`${BOOK_PATH}?`)
}

/** For answers that are no pages. A browser that shows one anyway may load and run nothing. */
function withoutDocuments({
  'x-frame-options': _frames,
  'x-xss-protection': _filter,
  'referrer-policy': _referrer,
  ...headers
}: SecurityHeaders): SecurityHeaders {
  return { ...headers, 'content-security-policy': "default-src 'none';frame-ancestors 'none'" }
}
