import { readdirSync } from 'node:fs'
import serveStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { type Assets, MANIFEST } from '../assets.ts'
import { API_PATH } from '../common/paths.ts'

/** Serves the page's files. Their names change with their content, so that browsers can keep them. */
export async function getAssets(app: FastifyInstance, path: string, { directory }: { directory: string }) {
  await app.register(serveStatic, {
    root: directory,
    // For a short start: it would search for files itself.
    serve: false,
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    index: false,
  })
  const names = new Set(readdirSync(directory).filter((file) => file !== MANIFEST))
  app.get<{ Params: { name: string } }>(`${path}:name`, { schema: { hide: true } }, ({ params: { name } }, reply) =>
    names.has(name) ? reply.sendFile(name) : reply.callNotFound(),
  )
}

export function getFavicon(app: FastifyInstance, path: string, { assets }: { assets: Assets }): void {
  app.get(path, (_request, reply) => reply.redirect(assets.icon, 302))
}

interface RobotsOptions {
  readonly noindex: boolean
  /** The path of the book on its host, without a trailing slash. */
  readonly base: string
}

/** Crawlers ask for it at the root of a host only. */
export function getRobots(app: FastifyInstance, path: string, { noindex, base }: RobotsOptions): void {
  // With noindex, pages may still be fetched: their answer says that they must not be listed, which links elsewhere would cause.
  const disallowed = noindex ? '' : ` ${base}${API_PATH}`
  app.get(path, (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send(`User-agent: *\nDisallow:${disallowed}\n`),
  )
}
