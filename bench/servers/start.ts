import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { runtimeVariables } from '../../scripts/setup/start.js'
import { freePort } from '../../test/support/free-port.ts'
import type { LoadRequest } from '../load/requests.ts'
import { ask } from '../load/requests.ts'

export const ROOT = join(import.meta.dirname, '../..')

/** In milliseconds. */
const START_LIMIT = 20_000

export type Variables = Readonly<Record<string, string>>

/** A server process. Ended by `await using`. */
export interface Program extends AsyncDisposable {
  /** Without a trailing slash. */
  readonly url: string
  readonly pid: number
  /** From the start of the process to the first answer, in milliseconds. */
  readonly startTime: number
}

/**
 * Runs the guestbook as `npm start` and the image run it, but without limits on posts and without a log of requests.
 * @param root its checkout, this one by default; it must be built
 */
export async function startGuestbook(variables: Variables, root = ROOT): Promise<Program> {
  const limits = { RATE_LIMIT: '0', BOOK_LIMIT: '0', HOLD_ABOVE: '0', LOG_LEVEL: 'warn' }
  const environment = { ...limits, METRICS_PORT: String(await freePort()), ...variables }
  return startProgram(root, 'dist/main.js', environment)
}

/**
 * Runs bare/fastify.ts.
 * @param variables the guestbook's variables for its store; without them it has none
 * @param originals its `GET /copy/<n>` returns the answer to the n-th of these requests
 */
export function startBareFastify(
  variables: Variables = {},
  originals: readonly { readonly url: string; readonly request: LoadRequest | undefined }[] = [],
): Promise<Program> {
  const copied = originals.map(({ url, request }) => ({ url: url + request?.path, headers: request?.headers }))
  return startProgram(ROOT, 'bench/bare/fastify.ts', { ...variables, COPIED: JSON.stringify(copied) })
}

/** A directory, removed by `await using`. */
export function temporaryDirectory() {
  return mkdtempDisposable(join(tmpdir(), 'guestbook-bench-'))
}

/**
 * Runs a script on a free port of 127.0.0.1, with the memory settings and the compile cache of `npm start`.
 * @throws Error with the program's standard error if its page does not answer
 */
async function startProgram(root: string, script: string, variables: Variables): Promise<Program> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const startedAt = performance.now()
  const child = spawn(process.execPath, [script], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      ...runtimeVariables(root),
      HOST: '127.0.0.1',
      PORT: String(port),
      ...variables,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const exit = once(child, 'exit')
  const complaint = text(child.stderr)
  const isReady = () => ask(url, { method: 'GET', path: '/' }).then(Boolean, () => false)
  while (!(await isReady())) {
    if (child.exitCode !== null || child.signalCode !== null || performance.now() > startedAt + START_LIMIT) {
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
