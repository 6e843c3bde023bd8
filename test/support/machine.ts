import { describe } from 'vitest'
import { isContinuousIntegration, type Need } from '../../scripts/setup/machine.js'

export type { Need } from '../../scripts/setup/machine.js'

/**
 * A suite that runs where the machine has what it needs, and is marked as left out elsewhere.
 * Throws under CI, where nothing may be left out. `npm test` finds out what is missing; without it nothing counts as missing.
 */
export function describeWith(needs: readonly Need[], name: string, suite: () => void): void {
  const missing = missingOf(needs, process.env.GUESTBOOK_TEST_MISSING)
  if (missing.length === 0) return void describe(name, suite)
  if (isContinuousIntegration(process.env))
    throw new Error(`"${name}" needs ${missing.join(' and ')}, and CI may leave nothing out`)
  describe.skip(`${name} (needs ${missing.join(' and ')})`, suite)
}

/** @returns those of `needs` that are in the comma-separated list */
export function missingOf(needs: readonly Need[], list = ''): Need[] {
  const missing = list.split(',')
  return needs.filter((need) => missing.includes(need))
}
