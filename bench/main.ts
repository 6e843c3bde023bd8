import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildCheckout, compareCheckouts } from './against.ts'
import { type Run, readCommandLine, UserError } from './command-line.ts'
import { type Context, measureEach, type Part } from './part.ts'
import { httpPart } from './parts/http.ts'
import { live } from './parts/live.ts'
import { memory } from './parts/memory.ts'
import { size } from './parts/size.ts'
import { stall } from './parts/stall.ts'
import { start } from './parts/start.ts'
import { describeMachine, renderResults } from './report/results.ts'
import { changeRow, findingRow, toTable } from './report/table.ts'
import { QUICK } from './scale.ts'
import { redisVersion } from './servers/redis.ts'
import { ROOT } from './servers/start.ts'

/** `npm run bench`: compares the guestbook's cost with the minimum on the same machine. */
const PARTS: readonly Part[] = [
  httpPart('reads', 'newest and older pages, on Redis'),
  httpPart('writes', 'posts until they are on disk, on Redis'),
  size,
  memory,
  stall,
  live,
  start,
  httpPart('embedded', 'reads and posts of the book without Redis'),
]

const RESULTS = 'bench/RESULTS.md'

const signal = abortOnSignals()
try {
  const run = readCommandLine(
    process.argv.slice(2),
    PARTS.map(({ name }) => name),
  )
  if (run.help) printHelp()
  else await bench(run)
} catch (error) {
  // After an abort, other errors only follow from it.
  const cause = signal.aborted ? signal.reason : error
  console.error(cause instanceof UserError ? `\n${cause.message}` : cause)
  process.exitCode = 1
}

async function bench(run: Run): Promise<void> {
  if (redisVersion() === undefined) {
    throw new UserError(
      'expected redis-server on this machine, found none. Install it first (on Debian: apt-get install redis-server)',
    )
  }
  const progress = (step: string) => console.error(`${Math.round(process.uptime())} s: ${step}`)
  const context: Context = { scale: run.scale, progress, signal, failures: [] }
  await buildCheckout(ROOT, signal)
  if (run.against === undefined) {
    const parts = PARTS.filter(({ name }) => run.parts.includes(name))
    const findings = await measureEach(context, parts, (part) => part.run(context))
    console.log(toTable(findings.map(findingRow)))
    if (run.saves && context.failures.length === 0) {
      await writeFile(join(ROOT, RESULTS), renderResults(findings, describeMachine(), run.scale === QUICK))
      console.log(`\nWritten: ${RESULTS}`)
    }
  } else {
    await buildCheckout(run.against, signal)
    const findings = await compareCheckouts(context, run.against, run.parts, run.match)
    console.log(toTable([...Map.groupBy(findings, ({ measure }) => measure).values()].map(changeRow)))
  }
  if (context.failures.length === 0) return
  console.error(`\nNot measured:\n${context.failures.map((failure) => `  ${failure}`).join('\n')}`)
  process.exitCode = 1
}

/** The first signal aborts the run and ends all servers. A second one ends this process at once. */
function abortOnSignals(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => controller.abort(new UserError(`Aborted by ${name}.`)))
  }
  return controller.signal
}

function printHelp(): void {
  console.log(`npm run bench -- [options]

Without options: runs all parts in about twenty-five minutes and writes ${RESULTS}.

  --only PART,PART         run only these parts
  --quick                  run for about two minutes, for a rough idea; write nothing
  --save                   write the results of a quick or partial run, too
  --against FOLDER [--match TEXT]
                           compare the CPU time per request with that of another checkout, in about seven minutes;
                           --match selects the rows whose name contains TEXT

Parts:
${PARTS.map(({ name, about }) => `  ${name.padEnd(10)}${about}`).join('\n')}`)
}
