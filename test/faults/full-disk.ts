import { rmSync, statfsSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Entry } from '../../server/common/entry.ts'
import { ask } from '../support/ask.ts'
import { type CommandResult, runCommand } from '../support/run-command.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { mountSmallDisk, type mountSmallExt4 } from './small-disk.ts'

/** A disk of a few megabytes, and what else may lie on it. */
export async function smallDisk(megabytes: number, mount: typeof mountSmallExt4 = mountSmallDisk) {
  const directory = await mkdtempDisposable(join(tmpdir(), 'guestbook-disk-'))
  const disk = await mount(directory.path, megabytes)
  const filling = join(directory.path, 'filling')
  return {
    path: directory.path,
    /** Takes the last byte. */
    fill() {
      for (const size of [1 << 20, 4096, 1]) {
        try {
          for (;;) writeFileSync(filling, Buffer.alloc(size), { flag: 'a' })
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
        }
      }
      expect(statfsSync(directory.path).bavail).toBe(0)
    },
    /** Gives back as much of what was taken. */
    free: (bytes: number) => truncateSync(filling, statSync(filling).size - bytes),
    empty: () => rmSync(filling),
    async [Symbol.asyncDispose]() {
      await disk[Symbol.asyncDispose]()
      await directory.remove()
    },
  }
}

/** Runs the owner's command. */
export function remove(directory: string, ...ids: string[]): Promise<CommandResult> {
  return runCommand('server/remove.ts', { DATA_DIR: directory }, ...ids)
}

export const start = (directory: string) => startServer({ DATA_DIR: directory, RATE_LIMIT: '0', LOG_LEVEL: 'info' })
export const readyz = async (server: RunningServer) => (await ask(`${server.url}/readyz`)).json()
export const entries = async (server: RunningServer): Promise<Entry[]> =>
  (await (await ask(`${server.url}/api/entries?limit=100`)).json()).entries
export const ids = async (server: RunningServer) => (await entries(server)).map(({ id }) => id)

/** What the log warns of, apart from single requests. */
export const warnings = (server: RunningServer) =>
  server.logs.filter(({ level, reqId }) => level === 40 && !reqId).map(({ msg }) => msg)

export const FULL = { reads: 'ok', writes: 'unavailable', warnings: [expect.stringMatching(/the book is full/)] }
export const WELL = { reads: 'ok', writes: 'ok', warnings: [] }
