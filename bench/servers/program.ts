import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { request } from 'undici'
import { freePort } from '../../test/support/free-port.ts'

export const ROOT = join(import.meta.dirname, '../..')

/** In milliseconds. */
const START_LIMIT = 20_000

export interface ProgramOptions {
  /** Its checkout, this one by default. */
  readonly root?: string
  /** Relative to the checkout. */
  readonly script: string
  /** Additions to PATH, HOST and PORT. */
  readonly environment?: Readonly<Record<string, string>>
  /** The program has started when this path answers with 200. */
  readonly readyPath: string
}

/** A server process. Ended by `await using`. */
export interface Program extends AsyncDisposable {
  /** Without a trailing slash. */
  readonly url: string
  readonly pid: number
  /** From the start of the process to the first answer, in milliseconds. */
  readonly startTime: number
}

/**
 * Runs a script on a free port of 127.0.0.1, with the memory settings and the compile cache of `npm start`.
 * @throws Error with the program's standard error if it does not answer
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
      NODE_OPTIONS: '--max-semi-space-size=8',
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
