import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node'
import type { Lack } from './machine.ts'

/** The numbers of tests by result, and the names of skipped tests or whole suites. */
export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly leftOut: readonly string[]
}

/** A Vitest reporter that keeps the {@link Counts} of the last run. */
export class Results implements Reporter {
  counts: Counts | undefined

  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0 }
    const leftOut = new Set<string>()
    for (const test of modules.flatMap((module) => [...module.children.allTests()])) {
      const { state } = test.result()
      counts[state === 'pending' ? 'skipped' : state] += 1
      if (state === 'skipped') leftOut.add(outermostSkipped(test).fullName)
    }
    this.counts = { ...counts, leftOut: [...leftOut] }
  }
}

/** The summary: what was skipped and why, and the counts as the last line. */
export function summaryOf({ passed, failed, skipped, leftOut }: Counts, lacks: readonly Lack[]): string {
  return [
    ...(lacks.length > 0 ? ['This machine lacks something that tests need:', listOf(lacks)] : []),
    ...(leftOut.length > 0 ? ['Skipped:', ...leftOut.map((name) => `- ${name}`)] : []),
    `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
  ].join('\n')
}

export function listOf(lacks: readonly Lack[]): string {
  return lacks.map(({ need, reason }) => `- ${need}: ${reason}`).join('\n')
}

/** The largest suite around a test that was skipped as a whole, or the test itself. */
function outermostSkipped(test: TestCase): TestCase | TestSuite {
  let found: TestCase | TestSuite = test
  for (let { parent } = test; parent.type === 'suite'; parent = parent.parent) {
    if (parent.options.mode === 'skip') found = parent
  }
  return found
}
