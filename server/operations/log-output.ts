import { setTimeout as pause } from 'node:timers/promises'

/** In characters. */
const MOST_WAITING = 1024 * 1024

/** In milliseconds. */
const LAST_LINES = 1000

export interface LogOutput {
  write(line: string): void
  /** Resolves once everything has been passed on, or after a second. */
  flush(): Promise<void>
}

/**
 * A log that cannot be written never stops the process; lines are dropped instead. At exit, pino's own destination repeats a write to a
 * closed pipe forever and waits on a full one. `stream` is usually `process.stdout`.
 */
export function openLogOutput(stream: NodeJS.WriteStream): LogOutput {
  stream.on('error', () => {})
  let waiting = ''
  const pass = () => {
    if (waiting !== '' && stream.writable) stream.write(waiting)
    waiting = ''
  }
  process.on('exit', pass)
  return {
    write(line) {
      if (waiting.length + stream.writableLength > MOST_WAITING) return
      if (waiting === '') setImmediate(pass)
      waiting += line
    },
    async flush() {
      pass()
      if (stream.writableLength === 0) return
      await Promise.race([new Promise((resolve) => stream.write('', resolve)), pause(LAST_LINES)])
    },
  }
}
