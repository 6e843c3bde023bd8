import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/run/longest-first.ts'

// What one process has compiled, the others need not compile again.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/guestbook-tests')

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The second prints the table of faults at the end, if there were any.
    globalSetup: ['test/support/build.ts', 'test/faults/table.ts'],
    // Processes, not threads: suites that start servers need their own signals and exit.
    pool: 'forks',
    // Twice the cores of a small machine: many tests wait for sentinels, replicas or timeouts.
    maxWorkers: 4,
    // A worker keeps what it has loaded for the next files. A test restores what it changes in its process.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // Node itself loads the tests: Vite cannot find files in a folder whose name contains #, ? or %20.
    experimental: { viteModuleRunner: false },
    // Waits end when what they wait for is there: these are for machines that are busy with something else.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000, interval: 50 } },
  },
})
