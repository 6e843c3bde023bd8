import { statfsSync } from 'node:fs'

/** Bytes of a disk, as `df` counts them: what is kept for root is neither used nor free. */
export interface DiskSpace {
  readonly total: number
  readonly free: number
}

/** The disk that holds a directory; undefined where the file system does not say. */
export function readDiskSpace(directory: string): DiskSpace | undefined {
  try {
    const { bsize, blocks, bfree, bavail } = statfsSync(directory)
    const total = (blocks - bfree + bavail) * bsize
    return total > 0 ? { total, free: bavail * bsize } : undefined
  } catch {
    return undefined
  }
}

/**
 * True from 80 % on, unless 5 GB are free: the book grows by 50 MB on the worst day that the default allowance lets happen,
 * so on a large disk 80 % would warn a year too early.
 */
export function isFillingUp({ total, free }: DiskSpace): boolean {
  return total - free >= 0.8 * total && free < 5e9
}

/** "1.5 MB", in decimal units. */
export function formatBytes(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`
  return bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.ceil(bytes / 1e3)} KB`
}

/** How full the disk is, in whole percent. */
export function percentUsed({ total, free }: DiskSpace): number {
  return Math.floor((100 * (total - free)) / total)
}
