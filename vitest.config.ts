import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The second prints the table of faults at the end, where any were tried.
    globalSetup: ['test/support/build.ts', 'test/faults/table.ts'],
    // Processes, not threads: a suite that starts servers owns its signals and its exit.
    pool: 'forks',
    maxWorkers: 2,
    // Node loads the tests as it loads the program. Vite would not find files in a folder whose name holds #, ? or %20.
    experimental: { viteModuleRunner: false },
    // Waits end when what they wait for is there: these are for machines that are busy with something else.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000, interval: 20 } },
  },
})
