import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { awaitedLater } from './awaited-later.ts'
import { eventually } from './eventually.ts'
import { freePort } from './free-port.ts'

/** One line of the server's log, as pino writes it. */
export interface LogLine {
  readonly level: number
  readonly msg: string
  readonly [field: string]: unknown
}

/** The exit code and output of a process. */
export interface Ended {
  /** Null if a signal ended it. */
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly output: string
}

/** The program as a process. Killed by `await using` if it still runs. */
export interface RunningServer extends AsyncDisposable {
  /** Without a trailing slash. */
  readonly url: string
  readonly port: number
  readonly metricsUrl: string
  readonly pid: number
  /** Its log so far; grows. */
  readonly logs: readonly LogLine[]
  /** Waits for the first past or future line that matches. */
  logged(what: string, fits: (line: LogLine) => boolean): Promise<LogLine>
  signal(signal: NodeJS.Signals): void
  /** Asks it to end (SIGTERM) and waits until it has. */
  stop(): Promise<Ended>
  readonly ended: Promise<Ended>
}

/**
 * Runs `node dist/main.js`, or another program, on free ports and resolves once it answers. Of this process' environment it inherits only PATH; without
 * a Redis or DATA_DIR in `environment` its book lies in a temporary folder of its own.
 * @throws Error with all its output where it ends before it answers
 */
export async function startServer(environment: Environment = {}, program = BUNDLE): Promise<RunningServer> {
  const port = Number(environment.PORT ?? (await freePort()))
  const metricsPort = Number(environment.METRICS_PORT ?? (await freePort()))
  const running = await launch({ ...environment, PORT: `${port}`, METRICS_PORT: `${metricsPort}` }, program)
  const url = `http://127.0.0.1:${port}`
  const { pid, logs, ended } = running
  const early = awaitedLater(
    ended.then(({ code, output }) => {
      throw new Error(`expected the server to answer at ${url}, but it ended with code ${code}:\n${output}`)
    }),
  )
  try {
    await Promise.race([eventually(`an answer from ${url}/livez`, () => ask(`${url}/livez`), 30_000), early])
  } catch (error) {
    await running[Symbol.asyncDispose]()
    throw error
  }
  const signal = (name: NodeJS.Signals) => void process.kill(pid, name)
  return {
    url,
    port,
    metricsUrl: `http://127.0.0.1:${metricsPort}/metrics`,
    pid,
    logs,
    logged: (what, fits) => eventually(`the log to say ${what}`, async () => found(logs.find(fits))),
    signal,
    stop: () => {
      signal('SIGTERM')
      return ended
    },
    ended,
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  }
}

/** Runs `node dist/main.js` where it is expected to end by itself, and resolves to how it did. Killed after `within` milliseconds. */
export async function runServer(environment: Environment, within = 30_000): Promise<Ended> {
  await using program = await launch(environment)
  const timer = setTimeout(() => program.process.kill('SIGKILL'), within)
  return await program.ended.finally(() => clearTimeout(timer))
}

/** What is deployed; the test run has built it. It starts in half the time of its source. */
const BUNDLE = 'dist/main.js'

/** Variables of the server. */
export type Environment = Readonly<Record<string, string>>

interface Program extends AsyncDisposable {
  readonly process: ChildProcess
  readonly pid: number
  readonly logs: LogLine[]
  readonly ended: Promise<Ended>
}

async function launch(environment: Environment, file = BUNDLE): Promise<Program> {
  const folder = await mkdtemp(join(tmpdir(), 'guestbook-data-'))
  const needsFolder = !Object.keys(environment).some((name) => /^(REDIS_|GET_HOSTS_FROM$|DATA_DIR$)/.test(name))
  // With the lifeline it ends with this process, even if Vitest kills that.
  const started = spawn(process.execPath, ['--import', './scripts/setup/lifeline.js', file], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { PATH: process.env.PATH, ...(needsFolder ? { DATA_DIR: folder } : {}), ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const logs: LogLine[] = []
  let output = ''
  for (const stream of [started.stdout, started.stderr]) {
    if (!stream) continue
    createInterface(stream).on('line', (line) => {
      output += `${line}\n`
      if (line.startsWith('{')) logs.push(JSON.parse(line))
    })
  }
  const ended = once(started, 'close').then(([code, signal]): Ended => ({ code, signal, output }))
  await once(started, 'spawn')
  return {
    process: started,
    pid: started.pid as number,
    logs,
    ended,
    async [Symbol.asyncDispose]() {
      if (started.exitCode === null && started.signalCode === null) started.kill('SIGKILL')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function ask(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => {
      response.resume()
      if (response.statusCode === 200) resolve()
      else reject(new Error(`status ${response.statusCode}`))
    }).once('error', reject)
  })
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('not yet')
  return value
}
