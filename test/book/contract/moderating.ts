import type { AppendOptions, Book } from '../../../server/book/book.ts'
import type { Outcome } from '../../../server/book/moderation.ts'
import type { Screening } from '../../../server/book/screening.ts'
import type { LogId } from '../../../server/common/log-id.ts'
import type { Position } from '../../../server/common/position.ts'

/** The person who decides in these tests. */
export const OWNER = 'Anna'

/** Adds an entry that waits, and returns its id in the drawer. */
export async function hold(book: Book, message: string, screening: Screening = {}, options: AppendOptions = {}) {
  const { entry } = await book.append({ message }, { screening: { hold: ['words'], ...screening }, ...options })
  return entry.id
}

/** Adds entries that wait, at once, and returns their ids in the order of the drawer. */
export async function holdMany(book: Book, count: number): Promise<LogId[]> {
  await Promise.all(Array.from({ length: count }, (_, index) => hold(book, `message ${index}`)))
  return waitingIds(book)
}

/** All ids of the drawer, oldest first. */
export async function waitingIds(book: Book): Promise<LogId[]> {
  const ids: LogId[] = []
  let after: LogId | undefined
  do {
    const page = await book.moderation.held('waiting', { after, limit: 200 })
    ids.push(...page.entries.map(({ id }) => id))
    after = page.next ?? undefined
  } while (after !== undefined)
  return ids
}

/** Fails unless the outcome is `done`. */
export function done(outcome: Outcome | undefined): { readonly position: Position; readonly entry: LogId } {
  if (outcome?.kind !== 'done') throw new Error(`expected done, got ${JSON.stringify(outcome)}`)
  return outcome
}

/** How many outcomes there are of each kind. */
export function tally(outcomes: readonly Outcome[]): Partial<Record<Outcome['kind'], number>> {
  const counts: Partial<Record<Outcome['kind'], number>> = {}
  for (const { kind } of outcomes) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}
