import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempDisposable, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { LIFELINE } from '../setup/processes.js'

/**
 * Runs the program, put together and as it stands, on a book that is thrown away and on none, and has Node keep in `target` what it
 * compiled: types stripped, code compiled (https://nodejs.org/docs/latest-v24.x/api/module.html#module-compile-cache). It holds for this
 * version of Node, this user and this folder; whatever else runs the program compiles as ever. Throws where it does not start.
 */
export async function compile(root: string, target: string): Promise<void> {
  // What was compiled of earlier builds is of no more use.
  await rm(target, { recursive: true, force: true })
  await using folder = await mkdtempDisposable(join(tmpdir(), 'guestbook-compile-'))
  const run = async (program: string, book: Readonly<Record<string, string>>, last: string) => {
    const environment = { PATH: process.env.PATH, NODE_COMPILE_CACHE: target, ...book }
    const code = await runUntil(last, program, root, environment)
    if (code !== 0) throw new Error(`expected ${program} to start and to end with code 0, got ${code}`)
  }
  await Promise.all([
    run('dist/main.js', { DATA_DIR: join(folder.path, 'one') }, 'listening'),
    run('server/main.ts', { DATA_DIR: join(folder.path, 'other') }, 'listening'),
  ])
  // Afterwards: what a part was compiled to is kept once, and without a Redis less of the other parts is needed. It is not waited for:
  // once metrics are served, all has been loaded.
  await run('dist/main.js', { REDIS_MASTER_URL: 'redis://127.0.0.1:1' }, 'serving metrics')
}

/** How long a run may take, in milliseconds. */
const LIMIT = 60_000

/** Runs the program until it logs what begins with `last`, or until this process is gone. Resolves to its exit code; null where it had to be killed. */
async function runUntil(
  last: string,
  program: string,
  root: string,
  environment: NodeJS.ProcessEnv,
): Promise<number | null> {
  const started = spawn(process.execPath, ['--import', LIFELINE, program], {
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
      // What a first visitor asks for is compiled, too.
      if (port) for (const path of ['/', '/api/entries']) await (await fetch(`http://127.0.0.1:${port}${path}`)).text()
      started.kill()
    }
  } finally {
    // Also where an answer failed: nothing is left running.
    started.kill()
  }
  const [code] = await ended
  return code
}
