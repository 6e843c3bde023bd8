import type { FastifyInstance } from 'fastify'
import type { Answers } from '../answers.ts'
import { renderOccasionPage } from '../pages/occasion-page.ts'

export function getOccasion(app: FastifyInstance, path: string, { answers }: { readonly answers: Answers }): void {
  app.get(path, async (request, reply) => answers.page(request, reply, renderOccasionPage))
}
