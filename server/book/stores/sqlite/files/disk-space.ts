import { statfsSync } from 'node:fs'

/** In bytes, as `df` counts: space reserved for root is neither used nor free. */
export interface DiskSpace {
  readonly total: number
  readonly free: number
}

/** The space on a directory's disk; undefined if unknown. */
export function readDiskSpace(directory: string): DiskSpace | undefined {
  try {
    const { bsize, blocks, bfree, bavail } = statfsSync(directory)
    const total = (blocks - bfree + bavail) * bsize
    return total > 0 ? { total, free: bavail * bsize } : undefined
  } catch {
    return undefined
  }
}

/** True from 80 % used, unless 5 GB are free: with the default daily limit the book grows by at most 50 MB a day. */
export function isFillingUp({ total, free }: DiskSpace): boolean {
  return total - free >= 0.8 * total && free < 5e9
}

/** Formats in decimal units, such as "1.5 MB". */
export function formatBytes(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`
  return bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.ceil(bytes / 1e3)} KB`
}

export function percentUsed({ total, free }: DiskSpace): number {
  return Math.floor((100 * (total - free)) / total)
}
