import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { request } from 'undici'
import { freePort } from '../../test/support/free-port.ts'

/** This checkout. */
export const ROOT = join(import.meta.dirname, '../..')

/** How long a program may take until it answers, in milliseconds. */
const START_LIMIT = 20_000

export interface ProgramOptions {
  /** The checkout that it belongs to; this one by default. */
  readonly root?: string
  /** Its file, relative to the checkout. */
  readonly script: string
  /** Its environment, beside PATH, HOST and PORT. */
  readonly environment?: Readonly<Record<string, string>>
  /** It has started once this path is answered with 200. */
  readonly readyPath: string
}

/** A server in a process of its own. Ended by `await using`. */
export interface Program extends AsyncDisposable {
  /** Without a trailing slash. */
  readonly url: string
  readonly pid: number
  /** From the start of the process to the first answer with 200, in milliseconds. */
  readonly startTime: number
}

/**
 * Runs a script with this Node on a free port of 127.0.0.1, with the memory settings and the compile cache of `npm start`.
 * @throws Error with its standard error if it ends before it answers
 */
export async function startProgram({ root = ROOT, script, environment, readyPath }: ProgramOptions): Promise<Program> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const startedAt = performance.now()
  const child = spawn(process.execPath, [script], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: join(root, 'dist/compiled'),
      NODE_OPTIONS: '--max-semi-space-size=16',
      HOST: '127.0.0.1',
      PORT: String(port),
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const exit = once(child, 'exit')
  const complaint = text(child.stderr)
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  while (!(await isAnswered(`${url}${readyPath}`))) {
    if (hasEnded() || performance.now() > startedAt + START_LIMIT) {
      child.kill('SIGKILL')
      throw new Error(`expected ${script} to answer within ${START_LIMIT / 1000} s, got: ${(await complaint).trim()}`)
    }
    await pause(2)
  }
  return {
    url,
    pid: child.pid as number,
    startTime: performance.now() - startedAt,
    async [Symbol.asyncDispose]() {
      child.kill()
      await exit
    },
  }
}

async function isAnswered(url: string): Promise<boolean> {
  try {
    const { statusCode, body } = await request(url, { reset: true })
    await body.dump()
    return statusCode === 200
  } catch {
    return false
  }
}
