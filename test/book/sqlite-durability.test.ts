import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { locateBook } from '../../server/book/stores/sqlite/files/book-files.ts'
import { openDatabase, openDatabaseAlongside } from '../../server/book/stores/sqlite/files/database.ts'
import { Reserve } from '../../server/book/stores/sqlite/files/reserve.ts'
import { MIGRATIONS } from '../../server/book/stores/sqlite/migrations/migrations.ts'

/** https://sqlite.org/pragma.html#pragma_synchronous: a commit survives a power cut. */
const FULL = 2

test('every connection to the book’s file waits for the disk before it confirms a write', async () => {
  await using directory = await mkdtempDisposable(join(tmpdir(), 'guestbook-'))
  const files = locateBook(directory.path)
  const options = {
    files,
    reserve: new Reserve(files.reserve, 1 << 20),
    readSpace: () => undefined,
    migrations: MIGRATIONS,
  }
  const open = [
    () => openDatabase({ ...options, fill() {}, now: Date.now, migrated() {} }).database,
    () => openDatabaseAlongside(options),
  ]
  for (const connect of open) {
    using database = connect()
    const setting = (name: string) => database.prepare(`PRAGMA ${name}`).get()?.[name]
    expect(setting('synchronous')).toBe(FULL)
    expect(setting('fullfsync')).toBe(1)
    expect(setting('journal_mode')).toBe('wal')
  }
})
