import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteBook, openSqliteBookAlongside } from '../../server/book/stores/sqlite/sqlite-book.ts'
import { makeBookHarness } from './contract/harness.ts'
import { bookContract } from './contract.ts'

bookContract('the SQLite book', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'guestbook-'))
  return makeBookHarness({
    // These tests do not depend on the free space of the machine's disk.
    open: async (seedMessage, now) => openSqliteBook({ directory, seedMessage, readSpace: () => undefined, now }),
    openAlongside: async (now) => openSqliteBookAlongside({ directory, ...(now ? { now } : {}) }),
    processArguments: ['sqlite', directory],
    clear: () => rm(directory, { recursive: true }),
  })
})
