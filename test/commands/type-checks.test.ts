import { spawnSync } from 'node:child_process'
import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** The type checker's output for a line of code, with the settings of one of the project's folders. */
async function check(folder: string, line: string): Promise<string> {
  await using place = await mkdtempDisposable(join(import.meta.dirname, 'checked-'))
  await writeFile(join(place.path, 'line.ts'), `${line}\n`)
  const settings = { extends: join(ROOT, folder, 'tsconfig.json'), include: ['line.ts'] }
  await writeFile(join(place.path, 'tsconfig.json'), JSON.stringify(settings))
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  return spawnSync(process.execPath, [tsc, '--project', place.path], { encoding: 'utf8' }).stdout
}

test.each([
  ['server', 'export const title = document.title', /Cannot find name 'document'/],
  ['web', 'export const id = process.pid', /Cannot find name 'process'/],
])('in %s, "%s" does not compile', async (folder, line, error) => {
  expect(await check(folder, line)).toMatch(error)
})

test.each([
  ['server', 'export const id = process.pid'],
  ['web', 'export const title = document.title'],
])('in %s, "%s" does', async (folder, line) => {
  expect(await check(folder, line)).toBe('')
})
