import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LIFELINE, Problem, start } from './processes.js'

const SOURCES = ['web', 'server', 'scripts/build', 'package-lock.json']

/** True if dist/ is up to date. @param {string} root */
export function isBuilt(root) {
  const stamp = stampOf(root)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(root, SOURCES)
}

/** Builds dist/ with Node 24. Throws a Problem with the output if that fails. @type {(root: string, node: string) => Promise<void>} */
export async function build(root, node) {
  const sources = fingerprint(root, SOURCES)
  rmSync(stampOf(root), { force: true })
  const args = ['--import', LIFELINE, 'scripts/build/main.ts']
  const { code, output } = await start(node, args, { cwd: root, env: process.env, quiet: true }).ended
  if (code !== 0) throw new Problem(`The build failed with exit code ${code}:\n${output}`)
  writeFileSync(stampOf(root), sources)
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
  if (!existsSync(join(root, path))) return []
  if (statSync(join(root, path)).isFile()) return [path]
  return readdirSync(join(root, path)).flatMap((name) => filesIn(root, `${path}/${name}`))
}

/** @param {string} root */
function stampOf(root) {
  return join(root, 'dist', 'built-from')
}
