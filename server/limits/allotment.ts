import { readFileSync } from 'node:fs'
import { totalmem } from 'node:os'
import type { Allotment } from './limits.ts'

const USUAL_OPEN_FILES = 1024

/** Reads what the process may use, from the system or the container. */
export function readAllotment(): Allotment {
  // Without a limit, Node returns 0 or a number larger than any machine's memory.
  const memoryBytes = Math.min(process.constrainedMemory() || Number.POSITIVE_INFINITY, totalmem())
  return { openFiles: readOpenFiles(), memoryBytes }
}

function readOpenFiles(): number {
  try {
    return parseOpenFiles(readFileSync('/proc/self/limits', 'utf8')) ?? USUAL_OPEN_FILES
  } catch {
    return USUAL_OPEN_FILES
  }
}

export function parseOpenFiles(limits: string): number | undefined {
  const soft = /^Max open files\s+(\S+)/m.exec(limits)?.[1]
  if (soft === undefined) return undefined
  return soft === 'unlimited' ? Number.POSITIVE_INFINITY : Number(soft)
}
