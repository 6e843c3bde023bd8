import { randomFillSync } from 'node:crypto'
import { closeSync, constants, existsSync, fsyncSync, openSync, statSync, truncateSync, writeSync } from 'node:fs'
import { unusable } from './data-directory.ts'
import type { DiskSpace } from './disk-space.ts'
import { createPrivateFile } from './private-files.ts'

const KILOBYTE = 1024

/** The usual size of the reserve in bytes, for disks of 64 MB and more. */
const USUAL_SIZE = 4096 * KILOBYTE

/** The smallest: SQLite's index of its log takes 32 KB, a removal up to 60. */
const SMALLEST_SIZE = 256 * KILOBYTE

/** How much to keep on a disk: little of a small one. */
export function reserveSize(disk: DiskSpace | undefined): number {
  const share = Math.floor((disk?.total ?? Number.POSITIVE_INFINITY) / 16)
  return Math.min(USUAL_SIZE, Math.max(SMALLEST_SIZE, share))
}

/** A file that only takes up room, so that an entry can be taken out of the book on a full disk: the room is then lent to SQLite. */
export class Reserve {
  /** In bytes. */
  readonly size: number
  readonly #path: string

  constructor(path: string, size: number) {
    this.#path = path
    this.size = size
  }

  /** True if all of it is there, and so is lent to nobody. */
  get isWhole(): boolean {
    return this.#held >= this.size
  }

  /** Makes the file where it is missing; only the process that serves the book does. Throws `DataDirectoryUnusable`. */
  create(): void {
    try {
      createPrivateFile(this.#path)
      closeSync(openSync(this.#path, 'r+'))
    } catch (error) {
      if (!isDiskFull(error)) throw unusable(this.#path, error)
    }
  }

  /** Takes up the room that is missing, as far as the disk has it; does nothing where there is no file. */
  fill(): void {
    const missing = this.size - this.#held
    if (missing <= 0 || !existsSync(this.#path)) return
    try {
      append(this.#path, missing)
    } catch (error) {
      if (!isDiskFull(error)) throw error
    }
  }

  /** Gives the room to whoever writes next. */
  release(): void {
    // The file stays: to make a new one might need room, too.
    if (this.#held > 0) truncateSync(this.#path)
  }

  get #held(): number {
    try {
      return statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0
    } catch {
      // A failing disk must not end the process that watches it.
      return 0
    }
  }
}

function append(path: string, length: number): void {
  // Random: a file system that compresses would keep no room for zeros.
  const bytes = randomFillSync(Buffer.alloc(length))
  const file = openSync(path, constants.O_WRONLY | constants.O_APPEND)
  try {
    for (let written = 0; written < length; ) written += writeSync(file, bytes, written)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(String((error as NodeJS.ErrnoException).code))
}
