import { randomFillSync } from 'node:crypto'
import { closeSync, constants, existsSync, fsyncSync, openSync, statSync, truncateSync, writeSync } from 'node:fs'
import { unusable } from './data-directory.ts'
import type { DiskSpace } from './disk-space.ts'
import { createPrivateFile } from './private-files.ts'

const KILOBYTE = 1024

/** On disks of 64 MB and more. */
const USUAL_SIZE = 4096 * KILOBYTE

/** SQLite's index of its log takes 32 KB, a removal up to 60. */
const SMALLEST_SIZE = 256 * KILOBYTE

/** The reserve's size for a disk. Sizes are in bytes. */
export function reserveSize(disk: DiskSpace | undefined): number {
  const share = Math.floor((disk?.total ?? Number.POSITIVE_INFINITY) / 16)
  return Math.min(USUAL_SIZE, Math.max(SMALLEST_SIZE, share))
}

/** A file that only takes up space. On a full disk it is emptied, so that an entry can be removed. */
export class Reserve {
  readonly size: number
  readonly #path: string

  constructor(path: string, size: number) {
    this.#path = path
    this.size = size
  }

  /** True if the file has its full size, and so is not in use. */
  get isWhole(): boolean {
    return this.#held >= this.size
  }

  /** Creates the file if it is missing. Only for the process that serves the book. Throws `DataDirectoryUnusable`. */
  create(): void {
    try {
      createPrivateFile(this.#path)
      closeSync(openSync(this.#path, 'r+'))
    } catch (error) {
      if (!isDiskFull(error)) throw unusable(this.#path, error)
    }
  }

  /** Restores the full size as far as the disk has room. Does nothing if there is no file. */
  fill(): void {
    const missing = this.size - this.#held
    if (missing <= 0 || !existsSync(this.#path)) return
    try {
      append(this.#path, missing)
    } catch (error) {
      if (!isDiskFull(error)) throw error
    }
  }

  release(): void {
    // The file is kept, since creating one might also need space.
    if (this.#held > 0) truncateSync(this.#path)
  }

  get #held(): number {
    try {
      return statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0
    } catch {
      // A failing disk must not end the process.
      return 0
    }
  }
}

function append(path: string, length: number): void {
  // Random, because a compressing file system would keep no space for zeros.
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
