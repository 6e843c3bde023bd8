import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { describeCause, isSqliteError } from '../files/failures.ts'
import { isGuestbook, uncheckedFormat } from '../files/format.ts'
import { HEADER_SIZE, isDatabase, readHeader } from '../files/header.ts'

/** A file cannot be restored. The message says why. Nothing was changed. */
class CannotRestore extends Error {
  override readonly name = 'CannotRestore'
}

/** Checks that a file is a complete guestbook that this release can read. Throws {@link CannotRestore}. */
export function checkBackup(path: string, known: number): void {
  checkHeader(path)
  try {
    const database = new DatabaseSync(path)
    try {
      checkDatabase(database, known)
    } finally {
      database.close()
    }
  } catch (error) {
    if (!isSqliteError(error)) throw error
    throw new CannotRestore(`This backup is damaged: ${describeCause(error, '')}. Nothing was changed.`, {
      cause: error,
    })
  }
}

function checkHeader(path: string): void {
  const { size } = statSync(path)
  if (size === 0) throw refusal('This backup is empty')
  const header = readHeader(path)
  if (/^(REDIS|VALKEY)/.test(header.toString('latin1', 0, 6)))
    throw refusal('This is a snapshot of Redis, which only its own command restores: scripts/redis/restore.sh')
  if (!isDatabase(header)) throw refusal('This is not a backup of a guestbook')
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16)
  const expected = pageSize * header.readUInt32BE(28)
  if (size < HEADER_SIZE || size !== expected)
    throw refusal(`This backup is not complete: it has ${size} bytes, expected ${expected}`)
}

function checkDatabase(database: DatabaseSync, known: number): void {
  if (!isGuestbook(database)) throw refusal('This is a database, but not a guestbook')
  const format = uncheckedFormat(database)
  if (format > known)
    throw refusal(
      `This backup was written by a newer guestbook (its format is ${format}, this one knows ${known}): install that version first`,
    )
  const problem = database.prepare('PRAGMA integrity_check(1)').get()?.integrity_check
  if (problem !== 'ok') throw refusal(`This backup is damaged: ${problem}`)
  if (format < 1 || database.prepare('SELECT 1 FROM book').get() === undefined)
    throw refusal(`This backup is a guestbook in format ${format} that is incomplete`)
}

function refusal(reason: string): CannotRestore {
  return new CannotRestore(`${reason}. Nothing was changed.`)
}
