import { accessSync, constants, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { build, isBuilt } from './build.js'
import { withLock } from './lock.js'
import { Problem } from './problem.js'
import { LIFELINE, start } from './processes.js'

/** The oldest Node that runs the guestbook: it executes TypeScript and has SQLite. */
const OLDEST_NODE = 24

/**
 * @param {string} root
 * @returns {boolean} true if nothing is left to do before the guestbook can run
 */
export function isPrepared(root) {
  return isInstalled(root) && findNode(root) !== undefined && isBuilt(root)
}

/**
 * Installs, fetches and builds what is missing. Throws a {@link Problem} if something cannot be done.
 * @param {Pick<import('./launch.js').Command, 'root' | 'environment' | 'say'>} command
 * @returns {Promise<string>} the path of the Node to run the guestbook with
 */
export async function prepare({ root, environment, say }) {
  if (!isPrepared(root)) {
    await withLock(root, say, async () => {
      if (!isInstalled(root)) {
        say('Installing the packages that the guestbook is made of; this takes about half a minute, once.')
        // No script of a package runs: the only one that is needed is Node's, below.
        await npm(root, environment, 'ci', '--include=dev', '--ignore-scripts')
      }
      if (!findNode(root)) {
        say(`Fetching Node ${OLDEST_NODE}, which runs the guestbook; it stays within this folder.`)
        await npm(root, environment, 'rebuild', 'node', '--ignore-scripts=false')
      }
      const node = findNode(root)
      if (node && !isBuilt(root)) {
        say('Building the guestbook: the files for the browser, and the program that serves them.')
        await build(root, node)
      }
    })
  }
  const node = findNode(root)
  if (node) return node
  throw new Problem(
    `The guestbook runs on Node ${OLDEST_NODE} or later. This is Node ${process.versions.node}, and the npm package "node" has no ` +
      `program for ${process.platform} on ${process.arch}. Please install Node ${OLDEST_NODE}: https://nodejs.org`,
  )
}

/**
 * True if node_modules has every package of package-lock.json in its version. npm notes what it has installed, as the last step of an
 * install (https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json#hidden-lockfiles). What is optional may be missing: it is
 * made for another platform.
 * @param {string} root
 * @returns {boolean}
 */
function isInstalled(root) {
  const installed = readPackages(join(root, 'node_modules/.package-lock.json'))
  return Object.entries(readPackages(join(root, 'package-lock.json')) ?? {}).every(([path, wanted]) => {
    const found = installed?.[path]
    if (!found) return path === '' || wanted.optional || wanted.devOptional
    return found.version === wanted.version && found.integrity === wanted.integrity
  })
}

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} Package
 * @param {string} file
 * @returns {Record<string, Package> | undefined} undefined if there is no such file
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

/**
 * @param {string} root
 * @returns {string | undefined} the Node that runs this if it is new enough, otherwise the one of the npm package `node`, if it is there
 */
function findNode(root) {
  const isNewEnough = Number.parseInt(process.versions.node, 10) >= OLDEST_NODE
  // An install removes the Node that runs this if that is the one of the package: npm puts it first in PATH.
  return [...(isNewEnough ? [process.execPath] : []), join(root, 'node_modules/node/bin/node')].find(isProgram)
}

/**
 * @param {string} file
 * @returns {boolean}
 */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * @param {string} root
 * @param {NodeJS.ProcessEnv} environment
 * @param {readonly string[]} args
 */
async function npm(root, environment, ...args) {
  const env = {
    ...environment,
    NODE_OPTIONS: `${environment.NODE_OPTIONS ?? ''} --import=${LIFELINE}`,
    // Not with the very Node that npm replaces.
    PATH: environment.PATH?.split(delimiter)
      .filter((folder) => !/node_modules[\\/]\.bin[\\/]?$/.test(folder))
      .join(delimiter),
  }
  const { code, output } = await start('npm', [...args, '--loglevel=error'], { cwd: root, env, quiet: true }).ended
  if (code !== 0) throw new Problem(`"npm ${args.join(' ')}" failed with exit code ${code}:\n${output}`)
}
