import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import plugin from 'fastify-plugin'
import { pathOf } from './path-of.ts'

/** The path of PUBLIC_URL, without a trailing slash: empty, or such as "/guestbook". */
export function basePathOf(publicUrl: string | undefined): string {
  return publicUrl === undefined ? '' : new URL(publicUrl).pathname.replace(/\/$/, '')
}

export interface CookieScope {
  /** True for cookies that browsers send over HTTPS only. */
  readonly secure: boolean
  readonly path: string
}

export function cookieScope(publicUrl: string | undefined): CookieScope {
  return { secure: publicUrl?.startsWith('https:') ?? false, path: `${basePathOf(publicUrl)}/` }
}

/** Returns a function that takes the base path off a request's address, unless a proxy has done so. */
export function withoutBasePath(base: string): (request: Pick<IncomingMessage, 'url'>) => string {
  const start = new RegExp(`^(https?://[^/?#]*)?${RegExp.escape(base)}(?=[/?]|$)`)
  return ({ url = '/' }) => url.replace(start, (_start, site = '') => site).replace(/^(?=\?|$)/, '/')
}

/** Redirects from the base path to the same path with a slash, since all addresses are below it. */
export const basePath = plugin(async (app: FastifyInstance, { base }: { readonly base: string }) => {
  if (base === '') return
  const name = base.slice(base.lastIndexOf('/') + 1)
  app.addHook('onRequest', (request, reply, done) => {
    const url = request.originalUrl
    if (pathOf({ url }) !== base) return done()
    const query = url.includes('?') ? url.slice(url.indexOf('?')) : ''
    reply.redirect(`./${name}/${query}`, 308)
  })
})
