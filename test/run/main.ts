import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { parseCLI, startVitest } from 'vitest/node'
import { isContinuousIntegration, lacksOf, prepareMachine, removeContainers } from './machine.ts'
import { listOf, Results, summaryOf } from './results.ts'

/**
 * `npm test` runs this in a prepared checkout: lint, types and every test. With arguments it passes
 * them to Vitest and runs only that: `npm test -- test/book`. It ends with a list of the skipped tests and with the
 * counts. Under CI nothing may be skipped.
 */
const root = join(import.meta.dirname, '../..')

/** As in `npm run lint`. The server and the page are checked apart, each with its own libraries. */
const CHECKS: readonly (readonly [program: string, ...options: string[]])[] = [
  ['@biomejs/biome/bin/biome', 'check', '.'],
  ['typescript/bin/tsc', '--project', 'server'],
  ['typescript/bin/tsc', '--project', 'web'],
  ['typescript/bin/tsc'],
]

const args = process.argv.slice(2)
const machine = await prepareMachine(process.env, console.log)
const lacks = lacksOf(machine)
if (lacks.length > 0 && isContinuousIntegration(process.env)) {
  console.error(`Under CI every test has to run, but:\n${listOf(lacks)}`)
  process.exit(1)
}
if (args.length === 0) {
  console.log('Lint and types:')
  for (const [program, ...options] of CHECKS) {
    const code = await run(join(root, 'node_modules', program), ...options)
    if (code !== 0) process.exit(code)
  }
}
await test()

async function test(): Promise<void> {
  // Read in test/support/.
  Object.assign(process.env, {
    GUESTBOOK_TEST_RUN: `${process.pid}`,
    GUESTBOOK_TEST_MISSING: lacks.map(({ need }) => need).join(),
    ...(machine.chromium ? { GUESTBOOK_TEST_CHROMIUM: machine.chromium } : {}),
    ...(machine.firefox ? { GUESTBOOK_TEST_FIREFOX: machine.firefox } : {}),
    // Its reaper needs another image. Tests remove their containers, and leftovers of aborted runs are removed below.
    TESTCONTAINERS_RYUK_DISABLED: process.env.TESTCONTAINERS_RYUK_DISABLED ?? 'true',
  })
  const results = new Results()
  const { filter, options } = parseCLI(['vitest', 'run', ...args])
  // Node loads the configuration, because Vite cannot in a folder whose name contains # or ?.
  const vitest = await startVitest(filter, {
    ...options,
    root,
    configLoader: 'native',
    reporters: ['default', results],
  })
  await vitest.close()
  if (machine.dockerProblem === undefined) await removeContainers(process.env)
  if (results.counts) console.log(summaryOf(results.counts, lacks))
  process.exit()
}

/** Runs a program of Node on this terminal and resolves to its exit code. */
async function run(...command: string[]): Promise<number> {
  const [code] = await once(spawn(process.execPath, command, { cwd: root, stdio: 'inherit' }), 'exit')
  return code ?? 1
}
