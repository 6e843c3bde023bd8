import { createHash } from 'node:crypto'
import { readlinkSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * Does `action` while no other process of this machine does it for this checkout. If another one does, says so and waits.
 * @param {string} root
 * @param {(line: string) => void} say
 * @param {() => Promise<void>} action
 */
export async function withLock(root, say, action) {
  const file = lockFile(root)
  for (let isFirst = true; !take(file); isFirst = false) {
    if (isFirst) say(`Another process is setting up this checkout; waiting for it. (If there is none, remove ${file}.)`)
    await pause(100)
  }
  const release = () => rmSync(file, { force: true })
  process.once('exit', release)
  await action().finally(release)
  process.off('exit', release)
}

/**
 * Outside the checkout, where an install does not remove it.
 * @param {string} root
 */
export function lockFile(root) {
  return join(tmpdir(), `guestbook-${createHash('sha256').update(root).digest('hex').slice(0, 16)}.lock`)
}

/**
 * A link to the number of the process that holds the lock: it never exists without the number.
 * @param {string} file
 * @returns {boolean} true if this process holds the lock now
 */
function take(file) {
  try {
    symlinkSync(`${process.pid}`, file)
    return true
  } catch {
    if (!isAlive(file)) rmSync(file, { force: true })
    return false
  }
}

/**
 * @param {string} file
 * @returns {boolean} false if the process that took the lock is no longer there
 */
function isAlive(file) {
  try {
    return process.kill(Number(readlinkSync(file)), 0)
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}
