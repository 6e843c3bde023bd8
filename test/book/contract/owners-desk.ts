import { beforeEach } from 'vitest'
import type { Book } from '../../../server/book/book.ts'
import type { Owners, Person, Role } from '../../../server/book/owners.ts'
import { type BookHarness, useBook } from './harness.ts'

/** The owners of a test's own book, at a time that the test sets. */
export interface OwnersDesk {
  readonly context: ReturnType<typeof useBook>
  readonly book: Book
  readonly owners: Owners
  /** What the book takes for the time, in milliseconds since 1970. */
  time: number
  /** Invites somebody and lets them in on a device. */
  signIn(name?: string, role?: Role, device?: string): Promise<{ readonly token: string; readonly person: Person }>
  /** Such as "Anna: owner". */
  namesOf(): Promise<string[]>
}

/** Opens the owners of a new book before each test. */
export function useDesk(makeHarness: () => Promise<BookHarness>): OwnersDesk {
  const context = useBook(makeHarness)
  const desk = { context, time: 0 } as { -readonly [key in keyof OwnersDesk]: OwnersDesk[key] }
  beforeEach(async () => {
    desk.time = Date.UTC(2026, 10, 26)
    desk.book = await context.harness.reopen(context.book, { now: () => desk.time })
    desk.owners = desk.book.owners
  })
  desk.signIn = async (name = 'Anna', role = 'owner', device = 'Firefox') => {
    const { owners } = desk
    const entrance = await owners.enter(await owners.invite({ name, role }), device)
    if (entrance.kind !== 'entered') throw new Error('expected to be signed in')
    return entrance
  }
  desk.namesOf = async () => (await desk.owners.people()).map(({ name, role }) => `${name}: ${role}`)
  return desk
}
