import { expect, vi } from 'vitest'
import type { Book, Changes, Removal, Snapshot } from '../../../server/book/book.ts'
import type { Entry } from '../../../server/shared/entry.ts'
import { compareIds } from '../../../server/shared/log-id.ts'
import { type Position, reaches } from '../../../server/shared/position.ts'
import { given } from './harness.ts'

/** One who follows a book and keeps all that comes. */
export interface Follower {
  readonly received: readonly (Snapshot | Changes)[]
  /** Settles when the book stops telling. */
  readonly ended: Promise<void>
  last(): Snapshot | Changes
  /** All entries that came and were not removed since, newest first. */
  entries(): Entry[]
  /** All removals that came, in the order in which they came. */
  removals(): Removal[]
  /** Resolves once all up to a position has come. */
  reaches(position: Position): Promise<void>
}

export function startFollower(book: Book, signal: AbortSignal): Follower {
  const received: (Snapshot | Changes)[] = []
  const last = () => given(received.at(-1))
  return {
    received,
    ended: collect(book.follow(signal), received),
    last,
    entries() {
      const gone = new Set(received.flatMap(({ removals }) => removals).map(({ entry }) => entry))
      const came = received.flatMap((part) => (part.kind === 'snapshot' ? part.entries : part.added))
      return came.filter(({ id }) => !gone.has(id)).toSorted((a, b) => compareIds(b.id, a.id))
    },
    removals: () => received.flatMap(({ removals }) => removals),
    reaches: (position) =>
      vi.waitFor(() => expect(reaches(last().position, position)).toBe(true), { timeout: 20_000, interval: 10 }),
  }
}

async function collect(parts: AsyncIterable<Snapshot | Changes>, received: (Snapshot | Changes)[]): Promise<void> {
  for await (const part of parts) received.push(part)
}
