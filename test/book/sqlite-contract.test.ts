import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteBook } from '../../server/book/stores/sqlite/sqlite-book.ts'
import { makeBookHarness } from './contract/harness.ts'
import { bookContract } from './contract.ts'

bookContract('the SQLite book', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'guestbook-'))
  return makeBookHarness({
    // Whether the disk of the machine that runs the tests fills up is nothing to these.
    open: async (seedMessage) => openSqliteBook({ directory, seedMessage, readSpace: () => undefined }),
    processArguments: ['sqlite', directory],
    clear: () => rm(directory, { recursive: true }),
  })
})
