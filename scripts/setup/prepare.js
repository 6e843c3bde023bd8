import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { build, isBuilt } from './build.js'
import { withLock } from './lock.js'
import { LIFELINE, Problem, start } from './processes.js'

/** The oldest Node with TypeScript and SQLite. */
const OLDEST_NODE = 24

/**
 * Installs packages, fetches Node and builds, if necessary. Throws a {@link Problem} if something fails.
 * @param {Pick<import('./launch.js').Command, 'root' | 'environment' | 'say'>} command
 * @param {() => Promise<void>} checkFirst runs before anything is installed or built
 * @returns {Promise<string>} the path of Node for the guestbook
 */
export async function prepare(command, checkFirst = async () => {}) {
  const { root, say } = command
  const node = findNode(root)
  if (node && isInstalled(root) && isBuilt(root)) return node
  await checkFirst()
  return withLock(root, say, async () => {
    const newest = await setUp(command)
    if (!isBuilt(root)) {
      say('Building the guestbook.')
      await build(root, newest)
    }
    return newest
  })
}

/**
 * The same without the build. @param {Parameters<typeof prepare>[0]} command
 * @returns {Promise<string>}
 */
export async function install(command) {
  const { root, say } = command
  const node = findNode(root)
  return node && isInstalled(root) ? node : withLock(root, say, () => setUp(command))
}

/** @param {Parameters<typeof prepare>[0]} command */
async function setUp({ root, environment, say }) {
  if (!isInstalled(root)) {
    say('Installing packages. This takes about half a minute, only once.')
    // Only Node's install script is needed, below.
    await npm(root, environment, 'ci', '--include=dev', '--ignore-scripts')
  }
  if (!findNode(root)) {
    say(`Fetching Node ${OLDEST_NODE} into this folder.`)
    await npm(root, environment, 'rebuild', 'node', '--ignore-scripts=false')
  }
  const node = findNode(root)
  if (!node) {
    throw new Problem(
      `The guestbook needs Node ${OLDEST_NODE} or later. This is Node ${process.versions.node}, and the npm package "node" does not ` +
        `support ${process.platform} on ${process.arch}. Please install Node ${OLDEST_NODE}: https://nodejs.org`,
    )
  }
  return node
}

/**
 * Compares package-lock.json with npm's own record (https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json#hidden-lockfiles),
 * which npm writes at the end of an install. Optional packages may be for other platforms. @param {string} root
 */
function isInstalled(root) {
  const installed = readPackages(join(root, 'node_modules/.package-lock.json'))
  return Object.entries(readPackages(join(root, 'package-lock.json'))).every(([path, wanted]) => {
    const found = installed[path]
    if (!found) return path === '' || wanted.optional || wanted.devOptional
    return found.version === wanted.version && found.integrity === wanted.integrity
  })
}

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} Package */
/** None if the file is missing or damaged. @type {(file: string) => Record<string, Package>} */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return {}
  }
}

/** Finds this Node if it is new enough, otherwise that of the npm package `node`. @param {string} root */
function findNode(root) {
  const isNewEnough = Number.parseInt(process.versions.node, 10) >= OLDEST_NODE
  // An install may have removed the Node that runs this, if it was the npm package's: npm puts that first in PATH.
  return [...(isNewEnough ? [process.execPath] : []), join(root, 'node_modules/node/bin/node')].find(existsSync)
}

/** @type {(root: string, environment: NodeJS.ProcessEnv, ...args: string[]) => Promise<void>} */
async function npm(root, environment, ...args) {
  const env = {
    ...environment,
    NODE_OPTIONS: `${environment.NODE_OPTIONS ?? ''} --import=${LIFELINE}`,
    // npm must not run on the Node that it replaces.
    PATH: environment.PATH?.split(delimiter)
      .filter((folder) => !/node_modules[\\/]\.bin[\\/]?$/.test(folder))
      .join(delimiter),
  }
  const { code, output } = await start('npm', [...args, '--loglevel=error'], { cwd: root, env, quiet: true }).ended
  if (code !== 0) throw new Problem(`"npm ${args.join(' ')}" failed with exit code ${code}:\n${output}`)
}
