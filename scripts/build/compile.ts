import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/**
 * Runs the program once, on a book that is thrown away, and has Node keep in `target` what it compiled: types stripped, code
 * compiled (https://nodejs.org/docs/latest-v24.x/api/module.html#module-compile-cache). It holds for this version of Node, this user
 * and this folder; whatever else runs the program compiles as ever. Throws with what the program said where it does not start.
 */
export async function compile(root: string, target: string): Promise<void> {
  await using book = await mkdtempDisposable(join(tmpdir(), 'guestbook-compile-'))
  const program = spawn(process.execPath, ['server/main.ts'], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: target,
      HOST: '127.0.0.1',
      PORT: '0',
      METRICS_PORT: '0',
      DATA_DIR: book.path,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(program, 'exit')
  for await (const line of createInterface(program.stdout)) {
    const { msg, port } = JSON.parse(line)
    if (msg !== 'listening') continue
    // What a first visitor asks for is compiled, too.
    for (const path of ['/', '/api/entries']) await (await fetch(`http://127.0.0.1:${port}${path}`)).text()
    program.kill()
  }
  const [code] = await ended
  if (code !== 0) throw new Error(`expected the program to start and to end with code 0, got ${code}`)
}
