import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { ask } from '../support/ask.ts'
import { freePort } from '../support/free-port.ts'

vi.setConfig({ testTimeout: 120_000 })

const ROOT = join(import.meta.dirname, '../..')

describe('the program ends in good order, although its standard output', () => {
  test('was closed before it was asked to end', async () => {
    for (let round = 0; round < 4; round++) {
      await using program = await start()
      program.stdout.destroy()
      expect(await program.stop()).toEqual([0, null])
    }
  })

  test('was closed long before, and lines were lost', async () => {
    await using program = await start()
    program.stdout.destroy()
    for (let request = 0; request < 20; request++) expect((await ask(program.url)).status).toBe(200)
    expect(await program.stop()).toEqual([0, null])
  })

  test('is a pipe that is full and that nobody reads', async () => {
    await using program = await start()
    program.stdout.pause()
    // A pipe holds 64 KB, and a stream that is paused some more.
    const path = 'x'.repeat(1000)
    for (let request = 0; request < 400; request++) expect((await ask(`${program.url}${path}`)).status).toBe(404)
    expect(await program.stop()).toEqual([0, null])
  })

  test('is a disk that is full', async () => {
    await using program = await start('/dev/full')
    expect((await ask(program.url)).status).toBe(200)
    expect(await program.stop()).toEqual([0, null])
  })
})

/** Runs `node server/main.ts` until it answers; its output goes to a pipe, or to a file. */
async function start(file?: string) {
  const folder = await mkdtempDisposable(join(tmpdir(), 'guestbook-output-'))
  const port = await freePort()
  const variables = { DATA_DIR: folder.path, PORT: `${port}`, METRICS_PORT: '0', LOG_LEVEL: 'info' }
  const redirected = 'exec "$0" server/main.ts > "$1"'
  const [command, args] = file
    ? ['sh', ['-c', redirected, process.execPath, file]]
    : [process.execPath, ['server/main.ts']]
  const environment = { PATH: process.env.PATH, ...variables }
  const program = spawn(command, args, { cwd: ROOT, env: environment, stdio: ['ignore', 'pipe', 'ignore'] })
  program.stdout.resume()
  const ended = once(program, 'exit')
  onTestFinished(() => void program.kill('SIGKILL'))
  const url = `http://127.0.0.1:${port}/`
  await expect
    .poll(() =>
      ask(url).then(
        ({ status }) => status,
        () => undefined,
      ),
    )
    .toBe(200)
  return {
    url,
    stdout: program.stdout,
    /** Resolves to the exit code and the signal that ended it: SIGKILL if it had not ended half a minute after it was asked to. */
    stop() {
      program.kill('SIGTERM')
      const timer = setTimeout(() => program.kill('SIGKILL'), 30_000)
      return ended.finally(() => clearTimeout(timer))
    },
    async [Symbol.asyncDispose]() {
      program.kill('SIGKILL')
      await ended
      await folder.remove()
    },
  }
}
