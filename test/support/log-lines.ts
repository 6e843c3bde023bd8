import { type Logger, pino } from 'pino'
import type { LogLine } from './server.ts'

/** A log, and the lines that were written to it so far. */
export function logWithLines(): { log: Logger; lines: LogLine[] } {
  const lines: LogLine[] = []
  return { log: pino({ level: 'trace' }, { write: (line) => void lines.push(JSON.parse(line)) }), lines }
}
