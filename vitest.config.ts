import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The second prints the table of faults at the end, where any were tried.
    globalSetup: ['test/support/build.ts', 'test/faults/table.ts'],
    // Processes, not threads: a suite that starts servers owns its signals and its exit.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000, interval: 20 } },
  },
})
