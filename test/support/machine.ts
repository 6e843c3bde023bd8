import { describe } from 'vitest'
import { isContinuousIntegration, type Need } from '../run/machine.ts'

export type { Need } from '../run/machine.ts'

/**
 * A suite that runs where the machine has what it needs, and is marked as left out elsewhere.
 * Throws under CI, where nothing may be left out. `npm test` finds out what is missing; without it nothing counts as missing.
 */
export function describeWith(needs: readonly Need[], name: string, suite: () => void): void {
  const missing = missingOf(needs, process.env.GUESTBOOK_TEST_MISSING)
  describeUnless(missing.length > 0 && `needs ${missing.join(' and ')}`, name, suite)
}

/**
 * The same where a suite finds out by itself why it cannot run.
 * @param problem why not, for the one who reads what was left out; false or undefined where it can
 */
export function describeUnless(problem: string | false | undefined, name: string, suite: () => void): void {
  if (problem === undefined || problem === false) return void describe(name, suite)
  if (isContinuousIntegration(process.env))
    throw new Error(`"${name}" cannot run (${problem}), and CI may leave nothing out`)
  describe.skip(`${name} (${problem})`, suite)
}

/** @returns those of `needs` that are in the comma-separated list */
export function missingOf(needs: readonly Need[], list = ''): Need[] {
  const missing = list.split(',')
  return needs.filter((need) => missing.includes(need))
}
