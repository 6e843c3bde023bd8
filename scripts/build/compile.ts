import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { LIFELINE } from '../setup/processes.js'
import { openWorkshop } from './workshop.ts'

const RECORD = join(import.meta.dirname, 'program/record.ts')

/**
 * Runs the bundle and the source on temporary books. What is compiled of the bundle is kept beside it, for this version of Node.
 * Node's compile cache (https://nodejs.org/docs/latest-v24.x/api/module.html#module-compile-cache) in `target` gets the source; it is
 * valid for this version of Node, this user and this folder only. Throws if the program does not start.
 */
export async function compile(root: string, bundle: string, target: string): Promise<void> {
  await rm(target, { recursive: true, force: true })
  // In dist/, so that an interrupted build leaves nothing elsewhere.
  await using folder = await openWorkshop(dirname(target), 'books')
  const run = async (program: readonly string[], book: Readonly<Record<string, string>>, last: string) => {
    const environment = { PATH: process.env.PATH, NODE_COMPILE_CACHE: target, ...book }
    const code = await runUntil(last, program, root, environment)
    if (code !== 0) throw new Error(`expected ${program.join(' ')} to start and to end with code 0, got ${code}`)
  }
  await Promise.all([
    run([RECORD, bundle], { DATA_DIR: join(folder.path, 'one') }, 'listening'),
    run(['server/main.ts'], { DATA_DIR: join(folder.path, 'other') }, 'listening'),
  ])
  // Adds to what the first run has kept. Redis need not answer: once metrics are served, every module is loaded.
  await run([RECORD, bundle], { REDIS_MASTER_URL: 'redis://127.0.0.1:1' }, 'serving metrics')
}

/** The longest that a run may take, in milliseconds. Under emulation it takes a minute. */
const LIMIT = 300_000

/** Runs the program until it logs a message that begins with `last`. Resolves to its exit code; null if it had to be killed. */
async function runUntil(
  last: string,
  program: readonly string[],
  root: string,
  environment: NodeJS.ProcessEnv,
): Promise<number | null> {
  const started = spawn(process.execPath, ['--import', LIFELINE, ...program], {
    cwd: root,
    env: { ...environment, HOST: '127.0.0.1', PORT: '0', METRICS_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    timeout: LIMIT,
    killSignal: 'SIGKILL',
  })
  const ended = once(started, 'exit')
  try {
    for await (const line of createInterface(started.stdout as Readable)) {
      const { msg, port } = JSON.parse(line)
      if (!msg.startsWith(last)) continue
      // Compiles the code for the first requests as well.
      if (port) for (const path of ['/', '/api/entries']) await (await fetch(`http://127.0.0.1:${port}${path}`)).text()
      started.kill()
    }
  } finally {
    // After a failed request, the program still runs.
    started.kill()
  }
  const [code] = await ended
  return code
}
