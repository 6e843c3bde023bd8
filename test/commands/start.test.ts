import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test, vi } from 'vitest'
import { build } from '../../scripts/setup/build.js'
import { eventually } from '../support/eventually.ts'
import { freePort } from '../support/free-port.ts'

/** What a build may take where the machine is busy with other tests, in milliseconds. */
const TIME_TO_BUILD = 60_000

vi.setConfig({ testTimeout: 2 * TIME_TO_BUILD })

const CHECKOUT = join(import.meta.dirname, '../..')

test('a fresh checkout builds itself and says where the guestbook is; the next start has nothing to do', async () => {
  await using checkout = await copyCheckout()
  const first = await startAndStop(checkout.root)
  expect(first.output).toContain('Building the guestbook')
  expect(first.output).toContain(`The guestbook is at http://localhost:${first.port}\n`)
  expect(first.page).toContain('<form')
  expect(first.code).toBe(0)

  const second = await startAndStop(checkout.root)
  expect(second.output).not.toContain('Building')
  expect(second.output).toContain(`The guestbook is at http://localhost:${second.port}\n`)
})

test('a command whose process group is killed leaves no server behind', async () => {
  await using checkout = await copyCheckout()
  const { command, url } = await start(checkout.root)
  command.kill('SIGKILL')
  await eventually('the server to be gone', async () => {
    const answer = await fetch(url, { headers: { connection: 'close' } }).catch(() => undefined)
    if (answer) throw new Error(`it still answers ${answer.status}`)
  })
})

test("a bad setting is the server's to explain, and ends the command with its exit code", async () => {
  await using checkout = await copyCheckout()
  const command = run(checkout.root, { PORT: 'eighty' })
  const [output, [code]] = await Promise.all([text(command.stderr), once(command, 'close'), text(command.stdout)])
  expect(code).toBe(1)
  expect(output).toContain('PORT')
})

test('the program runs by itself, as it stands and put together', async () => {
  await using checkout = await copyCheckout()
  await build(checkout.root, process.execPath)
  const options = { cwd: checkout.root, env: { PATH: process.env.PATH, PORT: 'eighty' }, stdio: 'pipe' as const }
  for (const file of ['server/main.ts', 'dist/main.js']) {
    const program = spawn(process.execPath, [file], options)
    const [said, [code]] = await Promise.all([text(program.stderr), once(program, 'close'), text(program.stdout)])
    expect(said, file).toMatch(/^The guestbook cannot start: .*PORT/s)
    expect(code, file).toBe(1)
  }
})

test.each([['--help'], ['--watch', '--port=80']])(
  'an argument that it does not know is refused, not ignored: %s',
  async (...args) => {
    const command = spawn(process.execPath, [join(CHECKOUT, 'scripts/start.js'), ...args], { stdio: 'pipe' })
    const [said, [code], out] = await Promise.all([text(command.stderr), once(command, 'close'), text(command.stdout)])
    expect(said).toMatch(new RegExp(`^npm start knows no argument but --watch, got "${args.at(-1)}": .+\\.\n$`))
    expect(out).toBe('')
    expect(code).toBe(1)
  },
)

test.each(['start', 'test'])('npm %s tells in one sentence that Node is too old', async (name) => {
  const older = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { node: '18.20.0' } })`
  const command = spawn(process.execPath, ['--import', older, join(CHECKOUT, `scripts/${name}.js`)], { stdio: 'pipe' })
  const [said, [code]] = await Promise.all([text(command.stderr), once(command, 'close'), text(command.stdout)])
  expect(said).toMatch(/^The guestbook needs Node 20 or later to .+; this is Node 18\.20\.0\.\n$/)
  expect(code).toBe(1)
})

async function startAndStop(root: string) {
  const { command, output, url, port } = await start(root)
  const page = await fetch(url, { headers: { connection: 'close' } }).then((response) => response.text())
  command.kill('SIGTERM')
  const [code] = await once(command, 'close')
  return { port, page, code, output: output() }
}

async function start(root: string) {
  const port = await freePort()
  const command = run(root, { PORT: String(port) })
  let output = ''
  command.stdout.on('data', (chunk) => {
    output += chunk
  })
  command.stderr.on('data', (chunk) => {
    output += chunk
  })
  const isServing = async () => {
    if (!output.includes('The guestbook is at')) throw new Error(output || 'it said nothing')
  }
  await eventually('the command to say where the guestbook is', isServing, TIME_TO_BUILD)
  return { command, port, url: `http://localhost:${port}/`, output: () => output }
}

function run(root: string, environment: Record<string, string>) {
  return spawn(process.execPath, ['scripts/start.js'], {
    cwd: root,
    env: { PATH: process.env.PATH, METRICS_PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function copyCheckout() {
  const root = await mkdtemp(join(tmpdir(), 'guestbook-checkout-'))
  for (const part of ['package.json', 'package-lock.json', 'scripts', 'server', 'web']) {
    await cp(join(CHECKOUT, part), join(root, part), { recursive: true })
  }
  await symlink(join(CHECKOUT, 'node_modules'), join(root, 'node_modules'))
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true }) }
}
