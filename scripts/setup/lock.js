import { createHash } from 'node:crypto'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * Does `action` while no other process does the same for this checkout; waits for one that does.
 * The lock is a file outside the checkout (an install empties node_modules) that names its process: one that was killed holds nothing.
 * @template T
 * @param {string} root
 * @param {(line: string) => void} say
 * @param {() => Promise<T>} action
 * @returns {Promise<T>}
 */
export async function withLock(root, say, action) {
  const file = lockFile(root)
  let waiting = false
  while (!take(file)) {
    if (!waiting) say('Another process is setting up this checkout; waiting for it.')
    waiting = true
    await pause(100)
  }
  try {
    return await action()
  } finally {
    rmSync(file, { force: true })
  }
}

/**
 * @param {string} root
 * @returns {string}
 */
export function lockFile(root) {
  return join(tmpdir(), `guestbook-${createHash('sha256').update(root).digest('hex').slice(0, 16)}.lock`)
}

/**
 * @param {string} file
 * @returns {boolean} true where this process holds the lock now
 */
function take(file) {
  // Written aside and linked, the lock never exists without its holder's number.
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, String(process.pid))
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  const holder = holderOf(file)
  if (holder === undefined || isAlive(holder)) return false
  rmSync(file, { force: true })
  return take(file)
}

/**
 * @param {string} file
 * @returns {number | undefined} undefined where it was let go of in the meantime
 */
function holderOf(file) {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** @param {number} holder */
function isAlive(holder) {
  try {
    process.kill(holder, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return /** @type {NodeJS.ErrnoException} */ (error).code
}
