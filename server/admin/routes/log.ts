import type { FastifyInstance } from 'fastify'
import { queryOf } from '../../http/query-of.ts'
import { readId } from '../../http/read-id.ts'
import { renderLogPage } from '../pages/log-page.ts'
import type { EntriesOptions } from './entries-options.ts'

const PAGE_SIZE = 100

export function getLog(app: FastifyInstance, path: string, { book, answers }: EntriesOptions): void {
  app.get(path, { config: { forModerators: true } }, async (request, reply) => {
    const before = readId('before', queryOf(request).before, 'the id of a record')
    const { moderation } = book
    const page = await moderation.audit({ before, limit: PAGE_SIZE })
    const { waiting } = await moderation.counts()
    return answers.page(request, reply, (context) => renderLogPage({ page, before, waiting }, context))
  })
}
