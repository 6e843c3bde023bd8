import { existsSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isContinuousIntegration, lacksOf, prepareMachine, removeContainers } from './machine.js'
import { prepare } from './prepare.js'
import { Problem } from './problem.js'
import { runVisibly } from './run.js'
import { withPackages } from './runtime.js'

/**
 * `npm test`: prepares checkout and machine where it has to, then runs lint, types and every test, the quickest to fail first.
 * With arguments it hands them to Vitest and runs that alone: `npm test -- test/book`.
 * What this machine cannot run is listed at the end; under CI nothing may be left out.
 * @param {import('./command.js').Command} command
 * @returns {Promise<number>} 0 where all is well
 */
export async function test({ root, args, environment, say }) {
  const [{ node }, machine] = await Promise.all([prepare(root, say), prepareMachine(environment, say)])
  const lacks = lacksOf(machine)
  if (lacks.length > 0 && isContinuousIntegration(environment)) {
    throw new Problem(`Under CI every test has to run, but:\n${listOf(lacks)}`)
  }
  const counts = join(tmpdir(), `guestbook-test-counts-${process.pid}.json`)
  const env = withPackages(root, node, {
    // Its reaper would be one more image to fetch, and where it cannot be had no test with a container would run. What it is for is
    // seen to without it: tests remove their containers, and `removeContainers` what an aborted run has left.
    TESTCONTAINERS_RYUK_DISABLED: 'true',
    ...environment,
    ...testVariables(machine, lacks),
    GUESTBOOK_TEST_COUNTS: counts,
  })
  const run = (/** @type {string} */ program, /** @type {readonly string[]} */ ...options) =>
    runVisibly(node, [join(root, 'node_modules', program), ...options], { cwd: root, env })
  const vitest = (/** @type {string[]} */ ...options) =>
    run(VITEST, 'run', ...options).finally(() => machine.dockerProblem ?? removeContainers(env))
  if (args.length > 0) return vitest(...args)

  say('Lint and types:')
  const quick = (await run(BIOME, 'check', '.')) || (await run(TYPESCRIPT))
  if (quick !== 0) return quick
  return runAll(vitest, counts, lacks, say)
}

/**
 * What a run ends with: what was left out and why, and the counts as the last line.
 * @param {import('./count-results.js').Counts} counts
 * @param {readonly import('./machine.js').Lack[]} lacks
 * @returns {string}
 */
export function summaryOf({ passed, failed, skipped, leftOut }, lacks) {
  return [
    ...(lacks.length > 0 ? ['This machine lacks something that tests need:', listOf(lacks)] : []),
    ...(leftOut.length > 0 ? ['Left out:', ...leftOut.map((name) => `- ${name}`)] : []),
    `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
  ].join('\n')
}

const VITEST = 'vitest/vitest.mjs'
const BIOME = '@biomejs/biome/bin/biome'
const TYPESCRIPT = 'typescript/bin/tsc'

/**
 * @param {(...options: string[]) => Promise<number>} vitest
 * @param {string} counts the file that the run's counts are written to
 * @param {readonly import('./machine.js').Lack[]} lacks
 * @param {(line: string) => void} say
 */
async function runAll(vitest, counts, lacks, say) {
  const reporter = fileURLToPath(new URL('count-results.js', import.meta.url))
  const code = await vitest('--reporter=default', `--reporter=${reporter}`)
  if (existsSync(counts)) say(summaryOf(JSON.parse(readFileSync(counts, 'utf8')), lacks))
  rmSync(counts, { force: true })
  return code
}

/**
 * What the tests know of the machine; read in test/support/.
 * @param {import('./machine.js').Machine} machine
 * @param {readonly import('./machine.js').Lack[]} lacks
 * @returns {NodeJS.ProcessEnv}
 */
function testVariables({ chromium, dockerProblem }, lacks) {
  return {
    GUESTBOOK_TEST_RUN: `${process.pid}`,
    GUESTBOOK_TEST_MISSING: lacks.map(({ need }) => need).join(),
    GUESTBOOK_TEST_REDIS: process.env.GUESTBOOK_TEST_REDIS || (dockerProblem ? 'local' : 'docker'),
    ...(chromium ? { GUESTBOOK_TEST_CHROMIUM: chromium } : {}),
  }
}

/** @param {readonly import('./machine.js').Lack[]} lacks */
function listOf(lacks) {
  return lacks.map(({ need, reason }) => `- ${need}: ${reason}`).join('\n')
}
