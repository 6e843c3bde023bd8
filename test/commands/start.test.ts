import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test, vi } from 'vitest'
import { freePort } from '../support/free-port.ts'
import { CHECKOUT, copyBuiltCheckout, copyCheckout, fakeNpm, LAUNCH, run, start, TIME_TO_BUILD } from './checkout.ts'

vi.setConfig({ testTimeout: 2 * TIME_TO_BUILD })

test('a fresh checkout builds itself and says where the guestbook is; the next start has nothing to do', async () => {
  // The path holds what URLs and shells take for something else.
  await using checkout = await copyCheckout('# ? %20 ü & $(x)')
  const first = await startAndStop(checkout.root)
  expect(first.output).toContain('Building the guestbook')
  expect(first.output).toContain(`The guestbook is at http://localhost:${first.port}\n`)
  expect(first.page).toContain('<form')
  expect(first.code).toBe(0)

  const second = await startAndStop(checkout.root)
  expect(second.output).not.toContain('Building')
  expect(second.output).toContain(`The guestbook is at http://localhost:${second.port}\n`)
})

test('packages that only tests and the build need are installed, and the book is in data/, whatever NODE_ENV says', async () => {
  await using checkout = await copyBuiltCheckout()
  await rm(join(checkout.root, 'node_modules'))
  await using npm = await fakeNpm(`
    [ -z "$NODE_ENV" ] && [ "$*" = 'ci --include=dev --ignore-scripts --loglevel=error' ] && ln -s '${CHECKOUT}/node_modules'`)
  const { output, page } = await startAndStop(checkout.root, { NODE_ENV: 'production', PATH: npm.path })
  expect(output).toContain('Installing packages')
  expect(page).toContain('<form')
  expect(await readdir(join(checkout.root, 'data'))).toContain('guestbook.db')
})

test('an install that replaces the Node that it runs on continues with the new one', async () => {
  await using checkout = await copyBuiltCheckout()
  const modules = join(checkout.root, 'node_modules')
  await rm(modules)
  await mkdir(modules)
  const node = join(modules, 'node-of-old')
  await copyFile(process.execPath, node)
  // The machine's own Node may be new enough, and then the checkout has no other.
  const all = `'${CHECKOUT}/node_modules/'* '${CHECKOUT}/node_modules/.package-lock.json'`
  await using npm =
    await fakeNpm(`rm -r '${modules}' && mkdir '${modules}' && ln -s ${all} '${modules}' && cd '${modules}' &&
    rm -f node && mkdir -p node/bin && ln -s '${process.execPath}' node/bin/node`)
  const port = `${await freePort()}`
  const environment = { PATH: npm.path, PORT: port, METRICS_PORT: '0' }
  const options = { cwd: checkout.root, env: environment, stdio: 'pipe' as const }
  const command = spawn(node, ['scripts/launch.js', 'start'], options)
  const [said, ended] = [text(command.stderr), once(command, 'close')]
  for await (const chunk of command.stdout) if (`${chunk}`.includes('The guestbook is at')) command.kill('SIGTERM')
  expect(await said).toMatch(/^Installing packages\.[^\n]*\n(Building the guestbook\.\n)?$/)
  expect(await ended).toEqual([0, null])
})

test('a failed install is reported with the output of npm', async () => {
  await using checkout = await copyCheckout()
  await rm(join(checkout.root, 'node_modules'))
  await using npm = await fakeNpm('echo no network; exit 7')
  const command = run(checkout.root, { PORT: '0', PATH: npm.path })
  const [said, [code]] = await Promise.all([text(command.stderr), once(command, 'close'), text(command.stdout)])
  const [, ...problem] = said.split('\n')
  expect(problem.join('\n')).toBe('"npm ci --include=dev --ignore-scripts" failed with exit code 7:\nno network\n\n')
  expect(code).toBe(1)
})

test('a port in use is reported before anything is installed', async () => {
  await using checkout = await copyCheckout()
  await using server = createServer().listen({ port: 0, host: 'localhost' })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const command = run(checkout.root, { PORT: `${port}` })
  const [said, [code], out] = await Promise.all([text(command.stderr), once(command, 'close'), text(command.stdout)])
  expect(said).toMatch(`The guestbook cannot use PORT=${port} (listen EADDRINUSE`)
  expect(out).toBe('')
  expect(code).toBe(1)
})

test("a bad setting is explained by the server, and the command ends with the server's exit code", async () => {
  await using checkout = await copyBuiltCheckout()
  const command = run(checkout.root, { PORT: 'eighty' })
  const [output, [code]] = await Promise.all([text(command.stderr), once(command, 'close'), text(command.stdout)])
  expect(code).toBe(1)
  expect(output).toContain('PORT')
})

test('the program runs without npm, from source and as a bundle', async () => {
  await using checkout = await copyBuiltCheckout()
  const options = { cwd: checkout.root, env: { PATH: process.env.PATH, PORT: 'eighty' }, stdio: 'pipe' as const }
  for (const file of ['server/main.ts', 'dist/main.js']) {
    const program = spawn(process.execPath, [file], options)
    const [said, [code]] = await Promise.all([text(program.stderr), once(program, 'close'), text(program.stdout)])
    expect(said, file).toMatch(/^The guestbook cannot start: .*PORT/s)
    expect(code, file).toBe(1)
  }
})

test('at a terminal it prints a sign-in link for the first owner, elsewhere none', async () => {
  await using checkout = await copyBuiltCheckout()
  const { output } = await startAndStop(checkout.root)
  expect(output).not.toContain('/admin/enter/')
  const port = await freePort()
  const [program, ...args] = atTerminal(`${process.execPath} scripts/launch.js start`)
  const environment = { PATH: process.env.PATH, PORT: String(port), METRICS_PORT: '0' }
  const command = spawn(program, args, { cwd: checkout.root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for await (const chunk of command.stdout) {
    said += chunk
    if (/\/admin\/enter\/[\w-]{22}\s/.test(said)) break
  }
  // It works in the folder, which is removed afterwards.
  const ended = once(command, 'exit')
  command.kill('SIGTERM')
  await ended
  await expect
    .poll(() =>
      fetch(`http://localhost:${port}/livez`).then(
        () => 'served',
        () => 'ended',
      ),
    )
    .toBe('ended')
  expect(said).toMatch(new RegExp(`Sign in as Owner.*http://localhost:${port}/admin/enter/[\\w-]{22}`, 's'))
  expect(said).not.toMatch(/^\{.*enter/m)
})

test.each([['--help'], ['--watch', '--port=80']])(
  'an unknown argument is rejected, not ignored: %s',
  async (...args) => {
    const command = spawn(process.execPath, [LAUNCH, 'start', ...args], { stdio: 'pipe' })
    const [said, [code], out] = await Promise.all([text(command.stderr), once(command, 'close'), text(command.stdout)])
    expect(said).toMatch(new RegExp(`^npm start takes only the argument --watch, got "${args.at(-1)}"\\. .+\\.\n$`))
    expect(out).toBe('')
    expect(code).toBe(1)
  },
)

test.each(['start', 'test'])('npm %s says in one sentence that Node is too old', async (name) => {
  const older = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { node: '18.20.0' } })`
  const command = spawn(process.execPath, ['--import', older, LAUNCH, name], { stdio: 'pipe' })
  const [said, [code]] = await Promise.all([text(command.stderr), once(command, 'close'), text(command.stdout)])
  expect(said).toMatch(/^Node 20 or later is needed to set up the guestbook; this is Node 18\.20\.0\.\n$/)
  expect(code).toBe(1)
})

async function startAndStop(root: string, environment: Record<string, string> = {}) {
  const { command, output, url, port } = await start(root, environment)
  const page = await fetch(url, { headers: { connection: 'close' } }).then((response) => response.text())
  command.kill('SIGTERM')
  const [code] = await once(command, 'close')
  return { port, page, code, output: output() }
}

/** Runs a command at a terminal of its own (script, of util-linux or BSD). */
function atTerminal(command: string): [program: string, ...args: string[]] {
  return process.platform === 'linux'
    ? ['script', '-qec', command, '/dev/null']
    : ['script', '-q', '/dev/null', 'sh', '-c', command]
}
