import type { FastifyInstance } from 'fastify'
import { HttpProblem } from '../http/problem.ts'
import type { LiveSettings } from '../settings/live-settings.ts'

/** Browsers keep it, since another picture has another address. */
export function getPicture(app: FastifyInstance, path: string, { settings }: { settings: LiveSettings }): void {
  app.get<{ Params: { name: string } }>(`${path}:name`, { schema: { hide: true } }, (request, reply) => {
    const { picture } = settings.current
    if (picture?.path !== path + request.params.name) {
      throw new HttpProblem(404, 'The book has no such picture.', { headers: { 'cache-control': 'no-store' } })
    }
    return reply.type(picture.type).header('cache-control', 'public, max-age=31536000, immutable').send(picture.bytes)
  })
}
