import type { FastifyInstance } from 'fastify'
import { bookAddress } from '../http/book-address.ts'
import { queryOf } from '../http/query-of.ts'
import type { ContextOf } from '../pages/page-context.ts'
import type { LiveSettings } from '../settings/live-settings.ts'
import { readCardChoice } from './card-choice.ts'
import { renderCards } from './cards.ts'

interface CardsOptions {
  readonly settings: LiveSettings
  readonly contextOf: ContextOf
  readonly publicUrl: string | undefined
}

export function getCards(app: FastifyInstance, path: string, options: CardsOptions): void {
  const { settings, contextOf, publicUrl } = options
  app.get(path, async (request, reply) => {
    const language = request.visitor.negotiateLanguage(reply)
    const query = queryOf(request)
    const choice = readCardChoice(query, settings.current, language)
    reply.type('text/html; charset=utf-8')
    return renderCards({ choice, url: bookAddress(request, publicUrl) }, contextOf(language), contextOf)
  })
}
