import { describe, type TestOptions } from 'vitest'
import { isContinuousIntegration, type Need } from '../run/machine.ts'

export type { Need } from '../run/machine.ts'

/**
 * A suite that runs if the machine has what it needs, and is skipped otherwise.
 * Throws under CI, where nothing may be skipped. `npm test` finds out what is missing; without it, nothing counts as missing.
 */
export function describeWith(needs: readonly Need[], name: string, suite: () => void, options: TestOptions = {}): void {
  const missing = missingOf(needs, process.env.GUESTBOOK_TEST_MISSING)
  describeUnless(missing.length > 0 && `needs ${missing.join(' and ')}`, name, suite, options)
}

/**
 * The same for a suite that finds out itself why it cannot run.
 * @param problem the reason, for the summary; false or undefined if it can run
 */
export function describeUnless(
  problem: string | false | undefined,
  name: string,
  suite: () => void,
  options: TestOptions = {},
): void {
  if (problem === undefined || problem === false) return void describe(name, options, suite)
  if (isContinuousIntegration(process.env))
    throw new Error(`"${name}" cannot run (${problem}), and CI may leave nothing out`)
  describe.skip(`${name} (${problem})`, suite)
}

/** @returns those of `needs` that are in the comma-separated list */
export function missingOf(needs: readonly Need[], list = ''): Need[] {
  const missing = list.split(',')
  return needs.filter((need) => missing.includes(need))
}
