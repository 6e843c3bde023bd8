import { createHash } from 'node:crypto'
import { readlinkSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * Runs `action` while no other process of this machine runs it for this checkout. Waits if another one does.
 * @type {<Result>(root: string, action: () => Promise<Result>) => Promise<Result>}
 */
export async function withLock(root, action) {
  const file = lockFile(root)
  for (let isFirst = true; !take(file); isFirst = false) {
    if (isFirst)
      console.error(`Waiting for another process that sets up this checkout. (If there is none, delete ${file}.)`)
    await pause(100)
  }
  const release = () => rmSync(file, { force: true })
  process.once('exit', release)
  return await action().finally(() => {
    process.off('exit', release)
    release()
  })
}

/** Outside the checkout, so that an install does not remove it. @param {string} root */
export function lockFile(root) {
  return join(tmpdir(), `guestbook-${createHash('sha256').update(root).digest('hex').slice(0, 16)}.lock`)
}

/** Takes the lock if it is free. It is a symbolic link to the holder's process id, so that it never lacks the id. @param {string} file */
function take(file) {
  try {
    symlinkSync(`${process.pid}`, file)
    return true
  } catch {
    if (isHeld(file)) return false
    rmSync(file, { force: true })
    return take(file)
  }
}

/** @param {string} file */
function isHeld(file) {
  try {
    return process.kill(Number(readlinkSync(file)), 0)
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}
