import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LIFELINE, Problem, ROOT, start } from './processes.js'

const SOURCES = ['web', 'server', 'scripts/build', 'package-lock.json']

/** Holds the fingerprint of the sources of dist/. */
const STAMP = join(ROOT, 'dist/built-from')

/** True if dist/ is up to date. */
export function isBuilt() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint(ROOT, SOURCES)
}

/** Builds dist/ with Node 24. Throws a Problem with the output if that fails. @param {string} node */
export async function build(node) {
  const sources = fingerprint(ROOT, SOURCES)
  rmSync(STAMP, { force: true })
  const { code, output } = await start(node, ['--import', LIFELINE, 'scripts/build/main.ts'], { quiet: true }).ended
  if (code !== 0) throw new Problem(`The build failed with exit code ${code}:\n${output}`)
  writeFileSync(STAMP, sources)
}

/** A hash of the names and contents of all files below `paths`. @type {(root: string, paths: readonly string[]) => string} */
export function fingerprint(root, paths) {
  const hash = createHash('sha256')
  for (const path of paths.flatMap((path) => filesIn(root, path)).sort()) {
    const content = readFileSync(join(root, path))
    hash.update(`${path}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/** @type {(root: string, path: string) => string[]} */
function filesIn(root, path) {
  const entry = statSync(join(root, path), { throwIfNoEntry: false })
  if (!entry?.isDirectory()) return entry ? [path] : []
  return readdirSync(join(root, path)).flatMap((name) => filesIn(root, `${path}/${name}`))
}
