import { writeFileSync } from 'node:fs'

/**
 * How many tests ended in which way, and what was left out: the names of tests, or of whole suites.
 * @typedef {{ passed: number, failed: number, skipped: number, leftOut: string[] }} Counts
 */

/** A Vitest reporter that writes {@link Counts} into the file that GUESTBOOK_TEST_COUNTS names. */
export default class CountResults {
  /** @param {ReadonlyArray<import('vitest/node').TestModule>} modules */
  onTestRunEnd(modules) {
    /** @type {Counts} */
    const counts = { passed: 0, failed: 0, skipped: 0, leftOut: [] }
    for (const test of modules.flatMap((module) => [...module.children.allTests()])) {
      const { state } = test.result()
      counts[state === 'pending' ? 'skipped' : state] += 1
      if (state === 'skipped') counts.leftOut.push(outermostSkipped(test).fullName)
    }
    counts.leftOut = [...new Set(counts.leftOut)]
    const file = process.env.GUESTBOOK_TEST_COUNTS
    if (file) writeFileSync(file, JSON.stringify(counts))
  }
}

/**
 * @param {import('vitest/node').TestCase} test
 * @returns {import('vitest/node').TestCase | import('vitest/node').TestSuite} the largest suite around it that was left out as a whole, or itself
 */
function outermostSkipped(test) {
  /** @type {import('vitest/node').TestCase | import('vitest/node').TestSuite} */
  let found = test
  for (let { parent } = test; parent.type === 'suite'; parent = parent.parent) {
    if (parent.options.mode === 'skip') found = parent
  }
  return found
}
