import { readdirSync } from 'node:fs'
import serveStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { type Assets, MANIFEST } from '../assets.ts'
import { API_PATH } from '../shared/paths.ts'

/**
 * The page's files under names that follow their content: whoever has one need never ask for it again.
 * @param directory where the files are
 */
export async function getAssets(app: FastifyInstance, path: string, { directory }: { directory: string }) {
  await app.register(serveStatic, {
    root: directory,
    // Its own search for files, by patterns, is a twentieth of the start.
    serve: false,
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    index: false,
  })
  for (const name of readdirSync(directory).filter((file) => file !== MANIFEST)) {
    app.get(path + name, { schema: { hide: true } }, (_request, reply) => reply.sendFile(name))
  }
}

/** The icon, for browsers and feed readers that ask for it without having seen the page. */
export function getFavicon(app: FastifyInstance, path: string, { assets }: { assets: Assets }): void {
  app.get(path, (_request, reply) => reply.redirect(assets.icon, 302))
}

/** What crawlers may fetch. */
export function getRobots(app: FastifyInstance, path: string, { noindex }: { noindex: boolean }): void {
  // What is not to be indexed must be fetched all the same: only its answer says so, and a link from elsewhere is enough to be listed.
  const disallowed = noindex ? '' : ` ${API_PATH}`
  app.get(path, (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send(`User-agent: *\nDisallow:${disallowed}\n`),
  )
}
