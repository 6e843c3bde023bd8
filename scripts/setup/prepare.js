import { build, isBuilt } from './build.js'
import { withLock } from './lock.js'
import { arePackagesInstalled, installPackages } from './packages.js'
import { findNode, installNode } from './runtime.js'

/**
 * Does whatever is still to do before the guestbook can run from this checkout: nothing, in milliseconds, where all is done.
 * Throws a {@link import('./problem.js').Problem} where something cannot be done.
 * @param {string} root
 * @param {(line: string) => void} say
 * @returns {Promise<{ node: string, changed: boolean }>} the Node to run the guestbook with, and whether anything had to be done
 */
export async function prepare(root, say) {
  const isReady = () => steps.every((step) => step.isDone(root))
  const changed = !isReady()
  if (changed) await withLock(root, say, () => takeSteps(root, say))
  return { node: nodeOf(root), changed }
}

/** In this order, since each needs the ones before it. */
const steps = [
  {
    says: 'Installing the packages that the guestbook is made of; this takes about half a minute, once.',
    isDone: arePackagesInstalled,
    take: installPackages,
  },
  {
    says: 'Fetching Node 24, which runs the guestbook; it stays within this folder.',
    isDone: (/** @type {string} */ root) => findNode(root) !== undefined,
    take: installNode,
  },
  {
    says: 'Building the guestbook: the files for the browser, and the program that serves them.',
    isDone: isBuilt,
    take: (/** @type {string} */ root) => build(root, nodeOf(root)),
  },
]

/**
 * @param {string} root
 * @param {(line: string) => void} say
 */
async function takeSteps(root, say) {
  for (const step of steps) {
    if (step.isDone(root)) continue
    say(step.says)
    await step.take(root)
  }
}

/** @param {string} root */
function nodeOf(root) {
  const node = findNode(root)
  if (!node) throw new Error('expected a Node after the set-up, found none')
  return node
}
