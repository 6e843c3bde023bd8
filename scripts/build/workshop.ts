import { mkdtempDisposable, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** `.<purpose>-<process id>-<random>`. Earlier releases left out the process. */
const NAME = /^\.(?:books|program|web)-(?:(\d+)-)?\w{6}$/

/**
 * Makes a folder in `directory` that is removed at the end: `await using`. What is written there and then renamed is never read half,
 * and two builds do not disturb each other. Also removes what interrupted builds have left.
 */
export async function openWorkshop(directory: string, purpose: 'books' | 'program' | 'web') {
  for (const name of await readdir(directory)) {
    const [isWorkshop, owner] = NAME.exec(name) ?? []
    if (isWorkshop && !isRunning(Number(owner))) await rm(join(directory, name), { recursive: true, force: true })
  }
  return mkdtempDisposable(join(directory, `.${purpose}-${process.pid}-`))
}

function isRunning(id: number): boolean {
  if (Number.isNaN(id)) return false
  try {
    return process.kill(id, 0)
  } catch (error) {
    // It belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
