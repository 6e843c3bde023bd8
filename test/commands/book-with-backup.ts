import { spawn } from 'node:child_process'
import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import type { Book } from '../../server/book/book.ts'
import { openSqliteBook } from '../../server/book/stores/sqlite/sqlite-book.ts'
import { runCommand } from '../support/run-command.ts'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export const backup = (directory: string, ...args: string[]) =>
  runCommand('server/backup.ts', { DATA_DIR: directory }, ...args)
export const restore = (directory: string, ...args: string[]) =>
  runCommand('server/restore.ts', { DATA_DIR: directory }, ...args)

export async function inBook<Result>(directory: string, use: (book: Book) => Promise<Result>): Promise<Result> {
  const book = openSqliteBook({ directory, seedMessage: '' })
  try {
    return await use(book)
  } finally {
    await book.close()
  }
}

export const sign = (directory: string, ...messages: string[]) =>
  inBook(directory, async (book) => {
    for (const message of messages) await book.append({ name: 'Ada', message })
  })

export const messages = (directory: string) =>
  inBook(directory, async (book) => (await book.page({ limit: 200 })).entries.map(({ message }) => message))

/** A folder with a book "place" and a backup "backup.db" of it, and one entry more in the book. */
export async function bookWithBackup() {
  const folder = await mkdtempDisposable(join(tmpdir(), 'guestbook-backup-'))
  const [place, file] = [join(folder.path, 'place'), join(folder.path, 'backup.db')]
  await sign(place, 'one', 'two')
  expect(await backup(place, file)).toEqual({ code: 0, output: `Wrote the book in ${place} to ${file}.\n` })
  await sign(place, 'later')
  return { folder: folder.path, place, file, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() }
}

/** Starts a command with pipes. */
export function start(program: string, variables: Readonly<Record<string, string>>) {
  const env = { PATH: process.env.PATH, ...variables }
  return spawn(process.execPath, [program], { cwd: ROOT, env, stdio: ['pipe', 'pipe', 'inherit'] })
}
