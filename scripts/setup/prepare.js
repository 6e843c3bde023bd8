import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { build, isBuilt } from './build.js'
import { withLock } from './lock.js'
import { LIFELINE, Problem, ROOT, start } from './processes.js'

/** The oldest Node with TypeScript and SQLite. */
const OLDEST_NODE = 24

/**
 * Installs packages, fetches Node and builds, if necessary. Says so on the standard error output, since the other may be a command's
 * own. Throws a {@link Problem} if something fails.
 * @param {{ needsBuild?: boolean, checkFirst?: () => Promise<void> }} options `checkFirst` runs before anything is installed or built
 * @returns {Promise<string>} the path of Node for the guestbook
 */
export async function prepare({ needsBuild = true, checkFirst = async () => {} } = {}) {
  const node = findNode()
  if (node && isInstalled() && (isBuilt() || !needsBuild)) return node
  await checkFirst()
  return withLock(ROOT, () => setUp(needsBuild))
}

/** @param {boolean} needsBuild */
async function setUp(needsBuild) {
  if (!isInstalled()) {
    console.error('Installing packages. This takes about half a minute, only once.')
    // Only Node's install script is needed, below.
    await npm('ci', '--include=dev', '--ignore-scripts')
  }
  if (!findNode()) {
    console.error(`Fetching Node ${OLDEST_NODE} into this folder.`)
    await npm('rebuild', 'node', '--ignore-scripts=false')
  }
  const node = findNode()
  if (!node) {
    throw new Problem(
      `The guestbook needs Node ${OLDEST_NODE} or later. This is Node ${process.versions.node}, and the npm package "node" does not ` +
        `support ${process.platform} on ${process.arch}. Please install Node ${OLDEST_NODE}: https://nodejs.org`,
    )
  }
  if (needsBuild && !isBuilt()) {
    console.error('Building the guestbook.')
    await build(node)
  }
  return node
}

/**
 * Compares package-lock.json with npm's own record (https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json#hidden-lockfiles),
 * which npm writes at the end of an install. Optional packages may be for other platforms.
 */
function isInstalled() {
  const installed = readPackages('node_modules/.package-lock.json')
  return Object.entries(readPackages('package-lock.json')).every(([path, wanted]) => {
    const found = installed[path]
    if (!found) return path === '' || wanted.optional || wanted.devOptional
    return found.version === wanted.version && found.integrity === wanted.integrity
  })
}

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} Package */
/** None if the file is missing or damaged. @type {(file: string) => Record<string, Package>} */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(ROOT, file), 'utf8')).packages
  } catch {
    return {}
  }
}

/** Finds this Node if it is new enough, otherwise that of the npm package `node`. */
function findNode() {
  const isNewEnough = Number.parseInt(process.versions.node, 10) >= OLDEST_NODE
  // An install may have removed the Node that runs this, if it was the npm package's: npm puts that first in PATH.
  return [...(isNewEnough ? [process.execPath] : []), join(ROOT, 'node_modules/node/bin/node')].find(existsSync)
}

/** @param {string[]} args */
async function npm(...args) {
  // npm must not run on the Node that it replaces.
  const folders = process.env.PATH?.split(delimiter).filter((folder) => !/node_modules[\\/]\.bin[\\/]?$/.test(folder))
  const options = `${process.env.NODE_OPTIONS ?? ''} --import=${LIFELINE}`
  const env = { ...process.env, PATH: folders?.join(delimiter), NODE_OPTIONS: options }
  const { code, output } = await start('npm', [...args, '--loglevel=error'], { env, quiet: true }).ended
  if (code !== 0) throw new Problem(`"npm ${args.join(' ')}" failed with exit code ${code}:\n${output}`)
}
