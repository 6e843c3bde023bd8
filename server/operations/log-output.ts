import { setTimeout as pause } from 'node:timers/promises'

const MOST_WAITING_CHARACTERS = 1024 * 1024

const LAST_LINES_MS = 1000

interface LogOutput {
  write(line: string): void
  /** Resolves once everything has been passed on, or after a second. */
  flush(): Promise<void>
}

/** Drops lines that cannot be written. At exit, pino's own destination would hang on a closed or full pipe. */
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
      if (waiting.length + stream.writableLength > MOST_WAITING_CHARACTERS) return
      if (waiting === '') setImmediate(pass)
      waiting += line
    },
    async flush() {
      pass()
      if (stream.writableLength === 0) return
      await Promise.race([new Promise((resolve) => stream.write('', resolve)), pause(LAST_LINES_MS)])
    },
  }
}
