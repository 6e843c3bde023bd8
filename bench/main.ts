import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildCheckout, compareCheckouts } from './against.ts'
import { type Run, readCommandLine, UserError } from './command-line.ts'
import type { Finding } from './findings.ts'
import { LoadThread } from './load/thread.ts'
import type { Context, Part } from './part.ts'
import { httpPart } from './parts/http.ts'
import { live } from './parts/live.ts'
import { mixed } from './parts/mixed.ts'
import { peerPart } from './parts/peer.ts'
import { size } from './parts/size.ts'
import { start } from './parts/start.ts'
import { describeMachine } from './report/machine.ts'
import { renderResults } from './report/results.ts'
import { changeRow, costRows, findingRow, printTable } from './report/table.ts'
import { ROOT } from './servers/program.ts'
import { redisVersion } from './servers/redis.ts'

/** `npm run bench`: what the guestbook costs, compared with the least that it could cost on the same machine. */
const PARTS: readonly Part[] = [
  httpPart('reads', 'newest and older pages, on Redis'),
  httpPart('writes', 'posts until they are on disk, on Redis'),
  size,
  live,
  mixed,
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
  // What fails because a run was broken off is of no interest.
  const cause = signal.aborted ? signal.reason : error
  console.error(cause instanceof UserError ? `\n${cause.message}` : cause)
  process.exitCode = 1
}

async function bench(run: Run): Promise<void> {
  if (redisVersion() === undefined) {
    throw new UserError(
      'expected redis-server on this machine, because the benchmark starts its own, found none: install it (on Debian: apt-get install redis-server)',
    )
  }
  await using load = new LoadThread(signal)
  const context: Context = { scale: run.scale, load, progress: createProgress(), signal }
  buildCheckout(ROOT)
  if (run.against !== undefined) {
    buildCheckout(run.against)
    const changes = await compareCheckouts(context, run.against, run.parts, run.match)
    printTable(changes.map(changeRow))
    return
  }
  const parts = run.peer ? [peerPart(run.peer)] : PARTS.filter(({ name }) => run.parts.includes(name))
  const findings: Finding[] = []
  for (const part of parts) findings.push(...(await part.run(context)))
  printTable(findings.map(findingRow))
  printTable(findings.flatMap(costRows))
  if (!run.saves) return
  const page = renderResults(findings, { machine: describeMachine(), isQuick: run.isQuick, date: new Date() })
  await writeFile(join(ROOT, RESULTS), page)
  console.log(`\nWritten: ${RESULTS}`)
}

/** Prints each step with the time since the start; on a terminal, over the one before. */
function createProgress(): (step: string) => void {
  const { stderr } = process
  return (step) => {
    const line = `${Math.round(process.uptime())} s: ${step}`
    if (stderr.isTTY) stderr.write(`\r\u001b[2K${line.slice(0, stderr.columns - 1)}`)
    else stderr.write(`${line}\n`)
  }
}

/** Breaks the run off at the first signal; all that was started ends with it. A second signal ends this process at once. */
function abortOnSignals(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => controller.abort(new UserError(`Broken off by ${name}.`)))
  }
  return controller.signal
}

function printHelp(): void {
  console.log(`npm run bench -- [options]

Without options: all parts, about half an hour; writes ${RESULTS}.

  --only PART,PART         only these parts
  --quick                  about a minute, for a rough idea; writes nothing
  --save                   write the results of a quick or partial run as well
  --against FOLDER [--match TEXT]
                           compare the reads and posts of this checkout with those of another one: CPU per request,
                           about seven minutes; with TEXT only the rows whose name contains it
  --peer http://localhost:3000 --read PATH --write PATH [--body TEXT] [--content-type TYPE]
                           load another guestbook that runs on this machine, side by side with this one

Parts:
${PARTS.map(({ name, about }) => `  ${name.padEnd(10)}${about}`).join('\n')}`)
}
