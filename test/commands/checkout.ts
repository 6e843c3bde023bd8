import { spawn } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lockFile } from '../../scripts/setup/lock.js'
import { eventually } from '../support/eventually.ts'
import { freePort } from '../support/free-port.ts'

export const CHECKOUT = join(import.meta.dirname, '../..')
export const LAUNCH = join(CHECKOUT, 'scripts/launch.js')

/** The longest time for a build on a busy machine, in milliseconds. */
export const TIME_TO_BUILD = 60_000

/** A copy of this checkout without a build, in a folder of that name. It shares our packages. */
export function copyCheckout(name = 'checkout'): Promise<Checkout> {
  return copyParts(name, SOURCES)
}

/** The same with the build, where a test is about something else. */
export function copyBuiltCheckout(): Promise<Checkout> {
  return copyParts('checkout', [...SOURCES, ...BUILT])
}

type Checkout = AsyncDisposable & { readonly root: string }

const SOURCES = ['package.json', 'package-lock.json', 'scripts', 'server', 'web']

/** Not `dist/compiled`: thousands of files, which Node uses in their own folder only. */
const BUILT = ['main.js', 'program', 'web', 'built-from'].map((name) => join('dist', name))

async function copyParts(name: string, parts: readonly string[]): Promise<Checkout> {
  const folder = await mkdtemp(join(tmpdir(), 'guestbook-checkout-'))
  const root = join(folder, name)
  await mkdir(root)
  // The asynchronous ones need twice the time for as many files.
  for (const part of parts) cpSync(join(CHECKOUT, part), join(root, part), { recursive: true })
  await symlink(join(CHECKOUT, 'node_modules'), join(root, 'node_modules'))
  return {
    root,
    async [Symbol.asyncDispose]() {
      rmSync(folder, { recursive: true })
      // A set-up that was killed leaves its lock to the next one.
      rmSync(lockFile(`${root}/`), { force: true })
    },
  }
}

/** A PATH with a shell script in place of npm. */
export async function fakeNpm(script: string): Promise<AsyncDisposable & { readonly path: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'guestbook-npm-'))
  await writeFile(join(folder, 'npm'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return { path: `${folder}:${process.env.PATH}`, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
}

/** Runs `npm start` without npm, and resolves when it prints the guestbook's address. */
export async function start(root: string, environment: Record<string, string> = {}, ...args: string[]) {
  const port = await freePort()
  const command = run(root, { PORT: String(port), ...environment }, ...args)
  let output = ''
  for (const stream of [command.stdout, command.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk
    })
  }
  const isServing = async () => {
    if (!output.includes('The guestbook is at')) throw new Error(output || 'it said nothing')
  }
  await eventually('the command to say where the guestbook is', isServing, TIME_TO_BUILD)
  return { command, port, url: `http://localhost:${port}/`, output: () => output }
}

/** Runs `npm start` without npm, with only PATH from this process's environment. */
export function run(root: string, environment: Record<string, string>, ...args: string[]) {
  return spawn(process.execPath, ['scripts/launch.js', 'start', ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, METRICS_PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}
