import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { Problem } from './problem.js'
import { runQuietly } from './run.js'
import { withPackages } from './runtime.js'

/** What dist/ is made from. */
const SOURCES = ['web', 'server', 'scripts/build', 'package-lock.json']

/**
 * @param {string} root
 * @returns {boolean} true where dist/ was built from the sources as they are now
 */
export function isBuilt(root) {
  return (
    existsSync(join(root, 'dist', 'web')) &&
    existsSync(join(root, 'dist', 'main.js')) &&
    readText(stampOf(root)) === fingerprint(root, SOURCES)
  )
}

/**
 * Builds dist/; throws a {@link Problem} with the build's output where it fails.
 * @param {string} root
 * @param {string} node the path of Node 24 or later
 */
export async function build(root, node) {
  const sources = fingerprint(root, SOURCES)
  const { code, output } = await runQuietly(node, ['scripts/build/main.ts'], {
    cwd: root,
    env: withPackages(root, node, process.env),
  })
  if (code !== 0)
    throw new Problem(
      `The guestbook could not be built ("node scripts/build/main.ts" ended with code ${code}):\n${output}`,
    )
  writeFileSync(stampOf(root), sources)
}

/**
 * One value for all files at or under `paths`, another one as soon as one of them is changed, added, renamed or removed.
 * @param {string} root
 * @param {readonly string[]} paths relative to `root`
 * @returns {string}
 */
export function fingerprint(root, paths) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap((path) => filesUnder(join(root, path))).sort()) {
    const content = readFileSync(file)
    hash.update(`${relative(root, file)}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/**
 * @param {string} path
 * @returns {string[]} the path itself where it is a file, nothing where it does not exist
 */
function filesUnder(path) {
  try {
    return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
      const child = join(path, entry.name)
      return entry.isDirectory() ? filesUnder(child) : [child]
    })
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error)
    if (code === 'ENOTDIR') return [path]
    if (code === 'ENOENT') return []
    throw error
  }
}

/** @param {string} root */
function stampOf(root) {
  return join(root, 'dist', 'built-from')
}

/**
 * @param {string} file
 * @returns {string | undefined}
 */
function readText(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
