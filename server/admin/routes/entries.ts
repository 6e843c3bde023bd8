import type { FastifyInstance } from 'fastify'
import { queryOf } from '../../http/query-of.ts'
import type { LiveSettings } from '../../settings/live-settings.ts'
import { readListQuery } from '../entries/criteria.ts'
import { listEntries } from '../entries/list-entries.ts'
import { readFeedback } from '../entries/way-back.ts'
import { renderEntriesPage } from '../pages/entries-page.ts'
import type { EntriesOptions } from './entries-options.ts'

interface SearchOptions extends EntriesOptions {
  readonly settings: LiveSettings
}

export function getEntriesPage(app: FastifyInstance, path: string, { book, answers, settings }: SearchOptions): void {
  app.get(path, { config: { forModerators: true } }, async (request, reply) => {
    const asked = queryOf(request)
    const query = readListQuery(asked, settings.current.timeZone ?? 'UTC')
    const { waiting } = await book.moderation.counts()
    const result = await listEntries(book.moderation, query)
    const feedback = await readFeedback(asked, book.moderation)
    return answers.page(request, reply, (context) => renderEntriesPage({ query, result, waiting, feedback }, context))
  })
}
