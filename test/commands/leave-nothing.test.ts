import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { appendFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { expect, test, vi } from 'vitest'
import { freePort } from '../support/free-port.ts'
import { describeUnless } from '../support/machine.ts'
import { copyBuiltCheckout, copyCheckout, fakeNpm, run, start, TIME_TO_BUILD } from './checkout.ts'

vi.setConfig({ testTimeout: 2 * TIME_TO_BUILD })

const PATIENCE = { timeout: TIME_TO_BUILD, interval: 20 }

// Processes are found by their working directory, which only Linux shows.
describeUnless(existsSync('/proc/self/cwd') ? undefined : 'no /proc', 'no process is left', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('while it serves: %s', async (signal) => {
    await using checkout = await copyBuiltCheckout()
    const { command } = await start(checkout.root)
    await endsWholly(checkout.root, command, signal)
    expect(command.exitCode).toBe(signal === 'SIGKILL' ? null : 0)
  })

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'while it installs, not even the script of a package: %s',
    async (signal) => {
      await using checkout = await copyCheckout()
      await rm(join(checkout.root, 'node_modules'))
      // npm is a program of Node, and its child runs the script.
      await using npm = await fakeNpm(`exec '${process.execPath}' --eval '
      require("node:child_process").spawn("sleep", ["600"])
      setInterval(() => {}, 1000)'`)
      const command = run(checkout.root, { PORT: '0', PATH: npm.path })
      await expect.poll(() => commandsIn(checkout.root), PATIENCE).toContain('sleep 600')
      await endsWholly(checkout.root, command, signal)
      expect(command.exitCode).toBe(signal === 'SIGKILL' ? null : 128 + 15)
    },
  )

  test.each(['SIGTERM', 'SIGKILL'] as const)('while it builds: %s', async (signal) => {
    await using checkout = await copyCheckout()
    const command = run(checkout.root, { PORT: '0' })
    await expect.poll(() => commandsIn(checkout.root), PATIENCE).toMatch(/server\/main\.ts/)
    await endsWholly(checkout.root, command, signal)
  })

  test.each(['SIGTERM', 'SIGKILL'] as const)('of npm run dev while it rebuilds: %s', async (signal) => {
    await using checkout = await copyBuiltCheckout()
    const { command } = await start(checkout.root, {}, '--watch')
    await appendFile(join(checkout.root, 'server/main.ts'), '// changed\n')
    // The running server, and the two that the build starts to keep what they compile.
    const servers = () =>
      commandsIn(checkout.root).match(/dist\/main\.js|program\/record\.ts|server\/main\.ts/g)?.length
    await expect.poll(servers, PATIENCE).toBe(3)
    await endsWholly(checkout.root, command, signal)
    expect(command.exitCode).toBe(signal === 'SIGKILL' ? null : 0)
  })

  test('if npm, the parent, is killed', async () => {
    await using checkout = await copyBuiltCheckout()
    const script = `'${process.execPath}' scripts/launch.js start & wait`
    const variables = { PORT: `${await freePort()}`, METRICS_PORT: '0', npm_lifecycle_event: 'start' }
    const options = { cwd: checkout.root, env: { PATH: process.env.PATH, ...variables } }
    const npm = spawn('sh', ['-c', script], { ...options, stdio: 'ignore' })
    await expect.poll(() => ask(variables.PORT), PATIENCE).toBe(200)
    await endsWholly(checkout.root, npm, 'SIGKILL')
  })

  test.each(['start', 'dev'])('of npm run %s if npm was killed before it began', async (script) => {
    await using checkout = await copyBuiltCheckout()
    const { scripts } = JSON.parse(readFileSync(join(checkout.root, 'package.json'), 'utf8'))
    const variables = { PORT: `${await freePort()}`, METRICS_PORT: '0', npm_lifecycle_event: script }
    // The shell that runs the script learns its parent's id, and goes on once that is gone.
    const parent = `sh -c 'read -r line; ${scripts[script]}' <&3 3<&- & wait`
    const options = { cwd: checkout.root, env: { PATH: process.env.PATH, ...variables } }
    const npm = spawn('sh', ['-c', parent], { ...options, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
    const input = npm.stdio[3] as Writable
    await expect.poll(() => commandsIn(checkout.root), PATIENCE).toMatch(/^sh -c read/m)
    const ended = once(npm, 'exit')
    npm.kill('SIGKILL')
    await ended
    input.end('go on\n')
    await expect.poll(() => commandsIn(checkout.root), PATIENCE).toBe('')
    expect(await ask(variables.PORT)).toBeUndefined()
  })
})

test('npm run dev serves changes, and keeps serving if the build fails', async () => {
  await using checkout = await copyBuiltCheckout()
  const { command, url, output } = await start(checkout.root, {}, '--watch')
  await appendFile(join(checkout.root, 'web/main.ts'), 'const = \n')
  await expect.poll(output, PATIENCE).toContain('The build failed')
  expect((await fetch(url, { headers: { connection: 'close' } })).status).toBe(200)
  await appendFile(join(checkout.root, 'web/main.ts'), '*/\n')
  await rm(join(checkout.root, 'web/main.ts'))
  await expect.poll(() => output().match(/The guestbook is at/g)?.length, PATIENCE).toBe(2)
  expect(await (await fetch(url, { headers: { connection: 'close' } })).text()).not.toContain('<script')
  command.kill('SIGTERM')
  expect(await once(command, 'close')).toEqual([0, null])
})

/** Sends a signal to the command and waits until no process works in the checkout. */
async function endsWholly(root: string, command: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(command, 'exit')
  command.kill(signal)
  await ended
  await expect.poll(() => commandsIn(root), PATIENCE).toBe('')
}

/** The command lines of the processes whose working directory is `root`, one a line. */
function commandsIn(root: string): string {
  const commands = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return commands.flatMap((pid) => commandOf(pid, root)).join('\n')
}

function commandOf(pid: string, root: string): string[] {
  try {
    if (readlinkSync(`/proc/${pid}/cwd`) !== root) return []
    return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim()].filter((line) => line !== '')
  } catch {
    // It has ended meanwhile, or belongs to another user.
    return []
  }
}

async function ask(port: string): Promise<number | undefined> {
  const response = await fetch(`http://localhost:${port}/`, { headers: { connection: 'close' } }).catch(() => undefined)
  return response?.status
}
