import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, isBuilt } from '../scripts/setup/build.js'
import { BadCommandLine, type Run, readCommandLine } from './command-line.ts'
import type { Finding, Series } from './findings.ts'
import { LoadGenerator } from './load/generator.ts'
import type { Part } from './part.ts'
import { embedded } from './parts/embedded.ts'
import { live } from './parts/live.ts'
import { mixed } from './parts/mixed.ts'
import { createPeerPart } from './parts/peer.ts'
import { reads } from './parts/reads.ts'
import { size } from './parts/size.ts'
import { start } from './parts/start.ts'
import { writes } from './parts/writes.ts'
import { redisVersion } from './processes/redis.ts'
import { describeSeconds, Progress } from './progress.ts'
import { describeMachine } from './report/machine.ts'
import { drawPlots } from './report/plots.ts'
import { renderResults } from './report/results.ts'
import { tableOfCosts, tableOfFindings, toText } from './report/table.ts'

/** `npm run bench`: what the guestbook costs, held against the least that it could cost on the same machine. */
const PARTS: readonly Part[] = [reads, writes, size, live, mixed, start, embedded]

const root = join(import.meta.dirname, '..')

/** What the person at the terminal can do something about: its message says all. */
class Foreseen extends Error {}

const signal = abortOnSignals()
try {
  const run = readCommandLine(
    process.argv.slice(2),
    PARTS.map(({ name }) => name),
  )
  if (run.help) printHelp()
  else await bench(run)
} catch (error) {
  // Where a run was broken off, what failed because of that is of no interest.
  const cause = signal.aborted ? signal.reason : error
  console.error(cause instanceof Foreseen || cause instanceof BadCommandLine ? `\n${cause.message}` : cause)
  process.exitCode = 1
}

async function bench(run: Run): Promise<void> {
  if (redisVersion() === undefined) {
    throw new Foreseen(
      'expected redis-server on this machine, since the benchmark starts its own, found none: install it (on Debian: apt-get install redis-server)',
    )
  }
  if (!isBuilt(root)) await build(root, process.execPath)
  const parts = run.peer ? [createPeerPart(run.peer)] : PARTS.filter(({ name }) => run.parts.includes(name))
  const estimate = parts.reduce((sum, part) => sum + part.estimate(run.scale), 0)
  console.log(`Measuring ${parts.map(({ name }) => name).join(', ')}: about ${describeSeconds(estimate)}.`)
  const progress = new Progress(process.stdout, estimate)
  using load = new LoadGenerator(signal)
  const findings: Finding[] = []
  const series: Series[] = []
  for (const [index, part] of parts.entries()) {
    progress.begin(`[${index + 1}/${parts.length}] ${part.name}`, part.estimate(run.scale))
    const outcome = await part.run({ scale: run.scale, load, progress, signal })
    findings.push(...outcome.findings)
    series.push(...(outcome.series ?? []))
  }
  progress.clear()
  const tables = [tableOfFindings(findings), tableOfCosts(findings)].filter(({ rows }) => rows.length > 0)
  for (const table of tables) console.log(`\n${toText(table)}`)
  if (run.saves) await save(run, findings, series)
}

async function save({ isQuick }: Run, findings: readonly Finding[], series: readonly Series[]): Promise<void> {
  const drawn = await drawPlots(findings, series)
  await mkdir(join(root, 'docs'), { recursive: true })
  for (const { file, svg } of drawn) await writeFile(join(root, 'docs', file), svg)
  const plots = drawn.map(({ title, file }) => ({ title, path: `../docs/${file}` }))
  const page = renderResults(findings, { machine: describeMachine(), isQuick, date: new Date(), plots })
  await writeFile(join(root, 'bench/RESULTS.md'), page)
  console.log(`\nWritten: bench/RESULTS.md, ${drawn.map(({ file }) => `docs/${file}`).join(', ')}`)
}

/** Breaks the run off at the first signal, and whatever was started ends with it. The second signal ends this process, too. */
function abortOnSignals(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => controller.abort(new Foreseen(`Broken off by ${name}.`)))
  }
  return controller.signal
}

function printHelp(): void {
  console.log(`npm run bench -- [options]

  --only ${PARTS.map(({ name }) => name).join(',')}
  --quick                  under a minute, for a rough idea
  --save                   write bench/RESULTS.md and the plots in docs/, as a whole run does anyway
  --peer http://localhost:3000 --read PATH --write PATH [--body TEXT] [--content-type TYPE]
                           load another guestbook, which runs already on this machine, side by side with this one
`)
  for (const { name, about } of PARTS) console.log(`  ${name.padEnd(10)}${about}`)
}
