import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { openWorkshop } from '../../scripts/build/workshop.ts'
import { fingerprint } from '../../scripts/setup/build.js'

test.each([
  { change: 'a file is edited', make: (root: string) => writeFile(join(root, 'web/style.css'), 'b {}') },
  { change: 'a file is added', make: (root: string) => writeFile(join(root, 'web/part/new.ts'), '') },
  { change: 'a file is removed', make: (root: string) => rm(join(root, 'web/part/main.ts')) },
  {
    change: 'a file is renamed',
    make: (root: string) => rename(join(root, 'web/style.css'), join(root, 'web/look.css')),
  },
  { change: 'the build is changed', make: (root: string) => writeFile(join(root, 'build.ts'), 'other') },
])('the fingerprint changes where $change', async ({ make }) => {
  await using sources = await makeSources()
  const before = fingerprint(sources.root, ['web', 'build.ts', 'absent'])
  expect(fingerprint(sources.root, ['web', 'build.ts', 'absent'])).toBe(before)
  await make(sources.root)
  expect(fingerprint(sources.root, ['web', 'build.ts', 'absent'])).not.toBe(before)
})

test('the fingerprint depends on the content only, not on the folder or the time', async () => {
  await using one = await makeSources()
  await using other = await makeSources()
  expect(fingerprint(one.root, ['web'])).toBe(fingerprint(other.root, ['web']))
})

test('a build removes what an interrupted one left, but nothing of one that still runs', async () => {
  await using sources = await makeSources()
  const ended = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await once(ended, 'exit')
  const running = `.web-${process.pid}-aB3dE6`
  for (const name of [`.books-${ended.pid}-aB3dE6`, '.program-123456', running, 'web-1-aB3dE6']) {
    await mkdir(join(sources.root, name))
  }
  await using workshop = await openWorkshop(sources.root, 'books')
  const left = (await readdir(sources.root)).filter((name) => name.includes('-'))
  expect(left.sort()).toEqual([basename(workshop.path), running, 'web-1-aB3dE6'].sort())
})

async function makeSources() {
  const root = await mkdtemp(join(tmpdir(), 'guestbook-sources-'))
  await mkdir(join(root, 'web/part'), { recursive: true })
  await writeFile(join(root, 'web/style.css'), 'a {}')
  await writeFile(join(root, 'web/part/main.ts'), 'main')
  await writeFile(join(root, 'build.ts'), 'build')
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true }) }
}
