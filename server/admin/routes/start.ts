import type { FastifyInstance } from 'fastify'
import type { Answers } from '../answers.ts'
import { isPrivate } from '../enter-link.ts'
import { renderStart } from '../pages/start-page.ts'

export interface StartOptions {
  readonly answers: Answers
  readonly publicUrl: string | undefined
}

/** The first page. Right after signing in it says once if others could read along. */
export function getStart(app: FastifyInstance, path: string, { answers, publicUrl }: StartOptions): void {
  app.get(path, { config: { forModerators: true } }, async (request, reply) => {
    const { welcome } = request.query as Readonly<Record<string, unknown>>
    const isExposed = welcome !== undefined && !isPrivate(request, publicUrl)
    return answers.page(request, reply, (context) => renderStart({ isExposed }, context))
  })
}
