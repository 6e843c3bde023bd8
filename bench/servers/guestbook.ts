import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../test/support/free-port.ts'
import { type Program, startProgram } from './program.ts'

/** Runs the guestbook as `npm start` and the image run it: the built one of a checkout, this one by default, without limits on posts and without a log of requests. */
export async function startGuestbook(variables: Readonly<Record<string, string>>, root?: string): Promise<Program> {
  const metricsPort = String(await freePort())
  return startProgram({
    ...(root === undefined ? {} : { root }),
    script: 'dist/main.js',
    environment: {
      RATE_LIMIT: '0',
      BOOK_LIMIT: '0',
      HOLD_ABOVE: '0',
      LOG_LEVEL: 'warn',
      METRICS_PORT: metricsPort,
      ...variables,
    },
    readyPath: '/',
  })
}

/** A directory, removed by `await using`. */
export function temporaryDirectory() {
  return mkdtempDisposable(join(tmpdir(), 'guestbook-bench-'))
}
