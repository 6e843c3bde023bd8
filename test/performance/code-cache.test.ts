import { execFile } from 'node:child_process'
import { mkdtempDisposable, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { IS_COMPILED } from '../support/compiled-code.ts'

const ROOT = join(import.meta.dirname, '../..')

/** What each case is run with: a bundle that says where it is and keeps what was compiled, and its value. */
const BUNDLE = `(function (module, require, __filename, __dirname) {
module.exports.greet = (name) => 'Hello – 你好 – ' + name + ' in ' + require('node:path').relative(__dirname, __filename);
return module.exports })`
const GREET = `
const [, code, bundle] = process.argv
const { keepCode, loadProgram } = await import(code)
const { exports, script } = loadProgram(bundle)
console.log(exports.greet('you'), 'compiled earlier:', script.cachedDataRejected === false)
keepCode(bundle, script)`

test('a bundle runs with the code that its last run has kept', async () => {
  await using bundle = await makeBundle()
  expect(await bundle.greet()).toBe('Hello – 你好 – you in bundle.js compiled earlier: false')
  expect(await bundle.greet()).toBe('Hello – 你好 – you in bundle.js compiled earlier: true')
})

test.each([
  { state: 'missing', damage: (code: string) => rm(code) },
  { state: 'empty', damage: (code: string) => truncate(code) },
  { state: 'cut off', damage: (code: string) => truncate(code, 300) },
  { state: 'changed', damage: changeOneByte },
])('a bundle runs if its code is $state, and then keeps it again', async ({ damage }) => {
  await using bundle = await makeBundle()
  await bundle.greet()
  await damage(bundle.code)
  expect(await bundle.greet()).toBe('Hello – 你好 – you in bundle.js compiled earlier: false')
  expect(await bundle.greet()).toBe('Hello – 你好 – you in bundle.js compiled earlier: true')
})

test('the build has compiled the program, and left one bundle', async () => {
  const bundles = (await readdir(join(ROOT, 'dist/program'))).filter((name) => name.endsWith('.js'))
  const [bundle = ''] = bundles
  expect(bundles).toEqual([bundle])
  expect(await run(IS_COMPILED, join(ROOT, 'server'), join(ROOT, 'dist/program', bundle))).toBe('true')
})

async function makeBundle() {
  const folder = await mkdtempDisposable(join(tmpdir(), 'guestbook-bundle-'))
  const path = join(folder.path, 'bundle.js')
  await writeFile(path, BUNDLE)
  return {
    code: `${path}.code`,
    greet: () => run(GREET, join(ROOT, 'server/performance/code-cache.ts'), path),
    [Symbol.asyncDispose]: () => folder.remove(),
  }
}

async function changeOneByte(path: string): Promise<void> {
  const bytes = await readFile(path)
  const middle = Math.floor(bytes.length / 2)
  bytes[middle] = Number(bytes[middle]) ^ 0x55
  await writeFile(path, bytes)
}

/** Runs a script in a process of its own, because V8 remembers what it has compiled. */
async function run(script: string, ...args: readonly string[]): Promise<string> {
  // Without variables that set flags: V8 uses code only under the flags that it was compiled with.
  const options = { env: { PATH: process.env.PATH } }
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', script, ...args],
    options,
  )
  return stdout.trim()
}
