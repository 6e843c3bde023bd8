import { describe } from 'vitest'
import { allowanceContract, bookLimitContract } from './contract/allowance.ts'
import { appendingContract } from './contract/appending.ts'
import { followingContract } from './contract/following.ts'
import type { BookHarness } from './contract/harness.ts'
import { idempotencyContract } from './contract/idempotency.ts'
import { ownersContract } from './contract/owners.ts'
import { readingContract } from './contract/reading.ts'
import { removalContract } from './contract/removal.ts'
import { seedingContract } from './contract/seeding.ts'
import { textContract } from './contract/text.ts'

/** The contract of every implementation of `Book`. `makeHarness` gives each test its own empty place for a book. */
export function bookContract(name: string, makeHarness: () => Promise<BookHarness>): void {
  describe(name, () => {
    appendingContract(makeHarness)
    readingContract(makeHarness)
    removalContract(makeHarness)
    idempotencyContract(makeHarness)
    allowanceContract(makeHarness)
    bookLimitContract(makeHarness)
    textContract(makeHarness)
    seedingContract(makeHarness)
    followingContract(makeHarness)
    ownersContract(makeHarness)
  })
}
