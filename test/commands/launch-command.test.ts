import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { bookWithBackup } from './book-with-backup.ts'
import { CHECKOUT, copyCheckout, fakeNpm } from './checkout.ts'

/** Runs a command of the owner as npm does. */
async function launch(root: string, variables: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const command = spawn(process.execPath, ['scripts/launch.js', ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, ...variables },
    stdio: 'pipe',
  })
  const input = (file: string) => createReadStream(file).pipe(command.stdin)
  const ended = Promise.all([text(command.stdout), text(command.stderr), once(command, 'close')])
  return { input, ended: ended.then(([out, said, [code]]) => ({ code, out, said })) }
}

test('a command of the owner in a fresh checkout installs packages, and finds the book of npm start whatever NODE_ENV says', async () => {
  await using checkout = await copyCheckout()
  await rm(join(checkout.root, 'node_modules'))
  await using npm = await fakeNpm(`[ -z "$NODE_ENV" ] && ln -s '${CHECKOUT}/node_modules'`)
  const { ended } = await launch(checkout.root, { NODE_ENV: 'production', PATH: npm.path }, 'backup', 'guestbook.db')
  expect(await ended).toEqual({
    code: 1,
    out: '',
    said: expect.stringMatching(/^Installing packages\.[^\n]*\nThere is no guestbook in \.\/data\.\n$/),
  })
  expect(await readdir(checkout.root)).not.toContain('dist')
})

test('it reads from the standard input, and its exit code is that of the command', async () => {
  await using it = await bookWithBackup()
  const restore = await launch(CHECKOUT, { DATA_DIR: join(it.folder, 'new') }, 'restore')
  restore.input(it.file)
  expect(await restore.ended).toMatchObject({ code: 0, said: '', out: expect.stringContaining('now has 2 entries') })
  const { ended } = await launch(CHECKOUT, {}, 'entries', 'nonsense')
  expect(await ended).toMatchObject({ code: 2, out: '', said: expect.stringContaining('There is no command') })
})

test('every command of the owner in package.json is a program in server/', async () => {
  const { scripts } = JSON.parse(await readFile(join(CHECKOUT, 'package.json'), 'utf8'))
  const programs = (await readdir(join(CHECKOUT, 'server'))).map((name) => name.replace(/\.ts$/, ''))
  const named = programs.filter((name) => name in scripts && name !== 'start').toSorted()
  expect(named).toEqual(['backup', 'copy', 'entries', 'owner', 'remove', 'restore'])
  for (const name of named) {
    expect(scripts[name]).toBe(`exec node scripts/launch.js ${name}`)
    const { ended } = await launch(CHECKOUT, {}, name, '--help')
    expect((await ended).out, name).toContain(`Usage: npm run ${name} --`)
  }
})
