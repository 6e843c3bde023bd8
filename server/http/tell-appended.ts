import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Appended } from '../book/book.ts'
import type { OwnEntry } from './own-entries-cookie.ts'

/** Tells a visitor the position of their entry, and remembers it as theirs if `isAuthor`, in place of `replaced`. */
export function tellAppended(
  { visitor }: FastifyRequest,
  reply: FastifyReply,
  { state, entry, position, replayed }: Appended,
  { isAuthor, replaced }: { readonly isAuthor: boolean; readonly replaced?: OwnEntry },
): void {
  visitor.tellWritten(reply, position, state === 'published' && !replayed)
  if (isAuthor) visitor.addOwn(reply, { id: entry.id, isWaiting: state === 'waiting' }, replaced)
}
