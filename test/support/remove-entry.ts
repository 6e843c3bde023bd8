import type { Book } from '../../server/book/book.ts'
import type { LogId } from '../../server/common/log-id.ts'
import type { Position } from '../../server/common/position.ts'

/** Removes a published entry for good. @returns the position from which it is gone, or undefined if there is no such entry */
export async function removeEntry(book: Book, id: LogId): Promise<Position | undefined> {
  const outcome = await book.moderation.remove(id, 'the test')
  return outcome.kind === 'done' ? outcome.position : undefined
}
