import { setTimeout as pause } from 'node:timers/promises'

/** How many characters wait for a reader of the log at most. */
const MOST_WAITING = 1024 * 1024

/** How long the end of the process waits for the last lines to be read, in milliseconds. */
const LAST_LINES = 1000

/** A destination for pino. */
export interface LogOutput {
  write(line: string): void
  /** Resolves once everything written has been passed on, or after a second. */
  flush(): Promise<void>
}

/**
 * Passes log lines on to a stream, in one write per turn of the event loop. A log that cannot be written never stops the process:
 * if the reader is gone or the disk is full, lines are dropped; if the reader has stopped reading, lines beyond 1 MB are dropped.
 *
 * pino's own destination is not used: when the process exits, it repeats a write to a closed pipe forever, and on a full pipe it waits.
 * @param stream usually `process.stdout`, which Node writes to without waiting where it is a pipe or a socket
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
