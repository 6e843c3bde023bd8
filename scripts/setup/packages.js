import { readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Problem } from './problem.js'
import { runQuietly } from './run.js'

/**
 * @typedef {object} Package
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [optional]
 * @property {boolean} [devOptional]
 *
 * @typedef {{ packages: Record<string, Package> }} Lock a package-lock.json, or npm's own note of what it has installed
 * (https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json#hidden-lockfiles)
 */

/**
 * True where everything in `wanted` is in `installed`, in the same version. What is optional may be absent (it is made for another
 * platform), and a package that is no longer wanted does no harm.
 * @param {Lock} wanted
 * @param {Lock | undefined} installed
 */
export function isInstalled(wanted, installed) {
  if (!installed) return false
  return Object.entries(wanted.packages).every(([path, { version, integrity, optional, devOptional }]) => {
    if (path === '') return true
    const found = installed.packages[path]
    return found ? found.version === version && found.integrity === integrity : Boolean(optional || devOptional)
  })
}

/**
 * @param {string} root
 * @returns {boolean} true where node_modules is what package-lock.json asks for; npm writes its note last, so an interrupted install has none
 */
export function arePackagesInstalled(root) {
  const wanted = readLock(join(root, 'package-lock.json'))
  if (!wanted) throw new Problem(`There is no package-lock.json in ${root}; the checkout is not complete.`)
  return isInstalled(wanted, readLock(join(root, 'node_modules', '.package-lock.json')))
}

/**
 * Installs what package-lock.json asks for. No package's install script runs: the only one that is needed is Node's own, see `runtime.js`.
 * @param {string} root
 */
export function installPackages(root) {
  return npm(root, ['ci', '--ignore-scripts'])
}

/**
 * Runs npm quietly; where it fails, throws a {@link Problem} with all it said.
 * @param {string} root
 * @param {readonly string[]} args
 */
export async function npm(root, args) {
  const { code, output } = await runQuietly('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    env: { ...process.env, PATH: withoutPackages(process.env.PATH ?? '') },
  })
  if (code === 127) throw new Problem(`npm could not be run; it comes with Node.\n${output}`)
  if (code !== 0) throw new Problem(`"npm ${args.join(' ')}" failed with exit code ${code}:\n${output}`)
}

/**
 * A PATH without any node_modules/.bin: npm must not run by the very Node that it replaces.
 * @param {string} path
 * @returns {string}
 */
export function withoutPackages(path) {
  return path
    .split(delimiter)
    .filter((folder) => !/node_modules[\\/]\.bin[\\/]?$/.test(folder))
    .join(delimiter)
}

/**
 * @param {string} file
 * @returns {Lock | undefined} undefined where there is none
 */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined
    throw error
  }
}
