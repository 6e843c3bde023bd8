import { readdirSync } from 'node:fs'
import serveStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { ASSETS_PATH, type Assets, MANIFEST } from '../assets.ts'

export interface AssetsOptions {
  /** Where the files are. */
  readonly directory: string
  readonly assets: Assets
  /** True where the owner wants no page in search engines. */
  readonly noindex: boolean
}

/** The page's files under names that follow their content: whoever has one need never ask for it again. */
export async function assetsRoutes(app: FastifyInstance, { directory, assets, noindex }: AssetsOptions) {
  await app.register(serveStatic, {
    root: directory,
    // Its own search for files, by patterns, would delay the start.
    serve: false,
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    index: false,
  })
  for (const name of readdirSync(directory).filter((file) => file !== MANIFEST)) {
    app.get(ASSETS_PATH + name, { schema: { hide: true } }, (_request, reply) => reply.sendFile(name))
  }

  // Browsers ask for it unbidden, feed readers too.
  app.get('/favicon.ico', (_request, reply) => reply.redirect(assets.icon, 302))

  // What is not to be indexed must be fetched all the same: only its answer says so, and a link from elsewhere is enough to be listed.
  const disallowed = noindex ? '' : ' /api/'
  app.get('/robots.txt', (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send(`User-agent: *\nDisallow:${disallowed}\n`),
  )
}
