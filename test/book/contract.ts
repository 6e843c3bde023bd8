import { describe } from 'vitest'
import { allowanceContract, bookLimitContract } from './contract/allowance.ts'
import { appendingContract } from './contract/appending.ts'
import { auditContract } from './contract/audit.ts'
import { decidingContract } from './contract/deciding.ts'
import { followingContract } from './contract/following.ts'
import { gateContract } from './contract/gate.ts'
import type { BookHarness } from './contract/harness.ts'
import { hidingContract } from './contract/hiding.ts'
import { holdingContract } from './contract/holding.ts'
import { idempotencyContract } from './contract/idempotency.ts'
import { keepingContract } from './contract/keeping.ts'
import { markingContract } from './contract/marking.ts'
import { ownEntriesContract } from './contract/own-entries.ts'
import { ownersContract } from './contract/owners.ts'
import { pinningContract } from './contract/pinning.ts'
import { racesContract } from './contract/races.ts'
import { rareFieldsContract } from './contract/rare-fields.ts'
import { readingContract } from './contract/reading.ts'
import { removalContract } from './contract/removal.ts'
import { seedingContract } from './contract/seeding.ts'
import { sessionsContract } from './contract/sessions.ts'
import { settingsContract } from './contract/settings.ts'
import { tabletsContract } from './contract/tablets.ts'
import { textContract } from './contract/text.ts'
import { turningPagesContract } from './contract/turning-pages.ts'
import { withdrawingContract } from './contract/withdrawing.ts'

/** The contract of every implementation of `Book`. `makeHarness` gives each test its own empty place for a book. */
export function bookContract(name: string, makeHarness: () => Promise<BookHarness>): void {
  describe(name, () => {
    appendingContract(makeHarness)
    readingContract(makeHarness)
    removalContract(makeHarness)
    idempotencyContract(makeHarness)
    allowanceContract(makeHarness)
    bookLimitContract(makeHarness)
    turningPagesContract(makeHarness)
    textContract(makeHarness)
    seedingContract(makeHarness)
    followingContract(makeHarness)
    gateContract(makeHarness)
    holdingContract(makeHarness)
    withdrawingContract(makeHarness)
    decidingContract(makeHarness)
    hidingContract(makeHarness)
    markingContract(makeHarness)
    pinningContract(makeHarness)
    keepingContract(makeHarness)
    ownEntriesContract(makeHarness)
    settingsContract(makeHarness)
    auditContract(makeHarness)
    racesContract(makeHarness)
    ownersContract(makeHarness)
    sessionsContract(makeHarness)
    rareFieldsContract(makeHarness)
    tabletsContract(makeHarness)
  })
}
