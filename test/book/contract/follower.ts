import { expect, vi } from 'vitest'
import type { Book, Changes, Snapshot } from '../../../server/book/book.ts'
import type { Change } from '../../../server/book/changes.ts'
import type { Entry } from '../../../server/common/entry.ts'
import { compareIds, type LogId } from '../../../server/common/log-id.ts'
import { type Position, reaches } from '../../../server/common/position.ts'
import { given } from './harness.ts'

/** Follows a book and keeps all changes. */
export interface Follower {
  readonly received: readonly (Snapshot | Changes)[]
  /** Settles when the following ends. */
  readonly ended: Promise<void>
  last(): Snapshot | Changes
  /** The entries as readers see them, newest first: of the last snapshot and all changes since. */
  entries(): Entry[]
  /** All records of the log of changes, in the order in which they came. */
  changed(): Change[]
  /** Resolves when all changes up to a position have come. */
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
      const shown = new Map<LogId, Entry>()
      for (const part of received) {
        if (part.kind === 'snapshot') shown.clear()
        for (const entry of part.kind === 'snapshot' ? part.entries : part.added) shown.set(entry.id, entry)
        for (const { entry, now } of part.kind === 'snapshot' ? [] : part.changed) {
          if (now) shown.set(now.id, now)
          else if (entry !== undefined) shown.delete(entry)
        }
      }
      return [...shown.values()].toSorted((a, b) => compareIds(b.id, a.id))
    },
    changed: () => received.flatMap(({ changed }) => changed),
    reaches: (position) =>
      vi.waitFor(() => expect(reaches(last().position, position)).toBe(true), { timeout: 20_000, interval: 10 }),
  }
}

async function collect(parts: AsyncIterable<Snapshot | Changes>, received: (Snapshot | Changes)[]): Promise<void> {
  for await (const part of parts) received.push(part)
}
