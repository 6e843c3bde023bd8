import { accessSync, constants, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { npm } from './packages.js'
import { Problem } from './problem.js'

/** The oldest Node that runs the guestbook: it executes TypeScript as it stands, and has SQLite built in. */
const OLDEST = 24

/**
 * @typedef {object} Runtime
 * @property {string} path
 * @property {string} version
 */

/**
 * The Node to run the guestbook with: the one that is running where it is new enough, otherwise the one from the npm package `node`.
 * @param {Runtime} own
 * @param {Runtime | undefined} packaged
 * @returns {string | undefined} its path; undefined where neither will do
 */
export function chooseNode(own, packaged) {
  return [own, packaged].find((node) => node && majorOf(node.version) >= OLDEST)?.path
}

/**
 * @param {string} root
 * @returns {string | undefined} the path of a Node that runs the guestbook; undefined where there is none yet
 */
export function findNode(root) {
  return chooseNode({ path: process.execPath, version: process.versions.node }, packagedNode(root))
}

/**
 * Runs the install script of the npm package `node`, which fetches the program for this platform. It is also the repair where
 * install scripts are switched off on this machine, or where the program was lost.
 * @param {string} root
 */
export async function installNode(root) {
  await npm(root, ['rebuild', 'node', '--ignore-scripts=false'])
  if (findNode(root)) return
  throw new Problem(
    `The guestbook runs on Node ${OLDEST} or later. This is Node ${process.versions.node}, and the npm package "node" has no program for ` +
      `${process.platform} on ${process.arch}. Please install Node ${OLDEST}: https://nodejs.org`,
  )
}

/**
 * The environment in which `node` and every installed program are found first.
 * @param {string} root
 * @param {string} node the path from {@link findNode}
 * @param {NodeJS.ProcessEnv} environment
 * @returns {NodeJS.ProcessEnv}
 */
export function withPackages(root, node, environment) {
  const folders = [join(node, '..'), join(root, 'node_modules', '.bin'), environment.PATH ?? '']
  return { ...environment, PATH: folders.join(delimiter) }
}

/**
 * @param {string} root
 * @returns {Runtime | undefined}
 */
function packagedNode(root) {
  const folder = join(root, 'node_modules', 'node')
  const path = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  try {
    accessSync(path, constants.X_OK)
    return { path, version: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version }
  } catch {
    return undefined
  }
}

/**
 * @param {string} version
 * @returns {number}
 */
function majorOf(version) {
  return Number.parseInt(version, 10)
}
