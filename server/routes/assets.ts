import serveStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { ASSETS_PATH, type Assets } from '../assets.ts'

/** The page's files under names that follow their content: whoever has one need never ask for it again. */
export async function assetsRoutes(app: FastifyInstance, { directory, assets }: { directory: string; assets: Assets }) {
  await app.register(serveStatic, {
    root: directory,
    prefix: ASSETS_PATH,
    wildcard: false,
    globIgnore: ['manifest.json'],
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    index: false,
    decorateReply: false,
  })

  // Browsers ask for it unbidden, feed readers too.
  app.get('/favicon.ico', (_request, reply) => reply.redirect(assets.icon, 302))

  app.get('/robots.txt', (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send('User-agent: *\nDisallow: /api/\n'),
  )
}
