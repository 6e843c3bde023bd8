import { readFileSync } from 'node:fs'
import { totalmem } from 'node:os'
import type { Allotment } from './limits.ts'

/** What is assumed where the system does not say. */
const USUAL_OPEN_FILES = 1024

/** Finds out what this process may use: its limit of open files, and the memory of its container or machine. */
export function readAllotment(): Allotment {
  // Without a limit, Node answers 0 or a number larger than any machine's memory.
  const memory = Math.min(process.constrainedMemory() || Number.POSITIVE_INFINITY, totalmem())
  return { openFiles: readOpenFiles(), memory }
}

/** Linux tells in /proc; the report that tells elsewhere takes Node far longer to make. */
function readOpenFiles(): number {
  try {
    return parseOpenFiles(readFileSync('/proc/self/limits', 'utf8')) ?? USUAL_OPEN_FILES
  } catch {
    return USUAL_OPEN_FILES
  }
}

/** The soft limit of open files in the text of `/proc/self/limits`; undefined where it has none. */
export function parseOpenFiles(limits: string): number | undefined {
  const soft = /^Max open files\s+(\S+)/m.exec(limits)?.[1]
  if (soft === undefined) return undefined
  return soft === 'unlimited' ? Number.POSITIVE_INFINITY : Number(soft)
}
