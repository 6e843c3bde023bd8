import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { get } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../test/support/free-port.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** How long a program may take until it answers, in milliseconds. */
const START_LIMIT = 20_000

export interface ProgramOptions {
  /** Its file, from the top of the checkout. */
  readonly script: string
  /** Its environment, beside PATH, HOST and PORT. */
  readonly environment?: Readonly<Record<string, string>>
  /** It has started once this path is answered with 200. */
  readonly readyPath: string
  /** Kills it when aborted. */
  readonly signal: AbortSignal
}

/** A server as a process of its own. Ended by `await using`. */
export interface Program extends AsyncDisposable {
  /** Without a trailing slash. */
  readonly url: string
  readonly pid: number
  /** From the start of the process to the first answer with 200, in milliseconds. */
  readonly startTime: number
}

/**
 * Runs a script by this Node on a free port of 127.0.0.1. What it prints on its standard output goes nowhere.
 * @throws Error with what it said on its standard error where it ends before it answers
 */
export async function startProgram({ script, environment, readyPath, signal }: ProgramOptions): Promise<Program> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const startedAt = performance.now()
  const child = spawn(process.execPath, [script], {
    cwd: ROOT,
    // Compiled code is kept for all that is measured, and memory is, as in the image and by `npm start`.
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: join(ROOT, 'dist/compiled'),
      NODE_OPTIONS: '--max-semi-space-size=16',
      HOST: '127.0.0.1',
      PORT: String(port),
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
  })
  // Of being aborted it also tells by an event; whoever aborted knows.
  child.on('error', () => {})
  let complaint = ''
  child.stderr.on('data', (chunk) => {
    complaint += chunk
  })
  try {
    await answers(`${url}${readyPath}`, child, startedAt + START_LIMIT)
  } catch (error) {
    await end(child, 'SIGKILL')
    throw new Error(`expected ${script} to answer, but ${(error as Error).message}: ${complaint.trim()}`)
  }
  return {
    url,
    pid: child.pid as number,
    startTime: performance.now() - startedAt,
    [Symbol.asyncDispose]: () => end(child, 'SIGTERM'),
  }
}

/** Asks every few milliseconds: a start is what is measured. */
async function answers(url: string, child: ChildProcess, deadline: number): Promise<void> {
  while (performance.now() < deadline) {
    if (hasEnded(child)) throw new Error(`it ended with code ${child.exitCode ?? child.signalCode}`)
    if ((await status(url)) === 200) return
    await pause(2)
  }
  throw new Error(`it did not within ${START_LIMIT / 1000} s`)
}

function status(url: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    get(url, { agent: false }, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode))
    }).once('error', () => resolve(undefined))
  })
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (hasEnded(child)) return
  const exit = once(child, 'exit')
  child.kill(signal)
  await exit
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}
