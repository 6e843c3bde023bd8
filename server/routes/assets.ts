import { readdirSync } from 'node:fs'
import serveStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { ASSETS_PATH, type Assets, MANIFEST } from '../assets.ts'

/** The page's files under names that follow their content: whoever has one need never ask for it again. */
export async function assetsRoutes(app: FastifyInstance, { directory, assets }: { directory: string; assets: Assets }) {
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
    app.get(ASSETS_PATH + name, { schema: { hide: true } }, (_request, reply) => reply.sendFile(name))
  }

  // Browsers ask for it unbidden, feed readers too.
  app.get('/favicon.ico', (_request, reply) => reply.redirect(assets.icon, 302))

  app.get('/robots.txt', (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send('User-agent: *\nDisallow: /api/\n'),
  )
}
