import type { FastifyInstance } from 'fastify'
import type { Reader } from '../book/reader/reader.ts'
import type { LogId } from '../common/log-id.ts'
import { signaturePath } from '../common/paths.ts'
import { HttpProblem } from '../http/problem.ts'
import { renderSignatureFile } from '../pages/signature.ts'
import { missingEntry, requireId } from './entry-id.ts'

/** A changed entry has another id. Only the reader's own browser keeps it, since the entry may be removed. */
const CACHE = 'private, max-age=31536000, immutable'

/** The drawn signature of a published entry, as an image. `path` contains ":id". */
export function getSignature(app: FastifyInstance, path: string, { reader }: { readonly reader: Reader }): void {
  app.get<{ Params: { id: LogId } }>(path, async (request, reply) => {
    const { visitor } = request
    const id = requireId(request.params.id)
    const { entry, movedTo, wasRemoved, position, isConfirmed } = await reader.find(id, visitor.seen)
    visitor.tellRead(reply, position, isConfirmed)
    if (movedTo !== undefined) return reply.header('cache-control', 'no-cache').redirect(signaturePath(movedTo), 301)
    if (wasRemoved && !entry) throw missingEntry(true)
    const file = renderSignatureFile(entry?.signature)
    if (file === undefined) throw new HttpProblem(404, 'This entry has no drawn signature.')
    return reply.type('image/svg+xml').header('cache-control', CACHE).send(file)
  })
}
