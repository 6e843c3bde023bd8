import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openSqliteBook } from '../../server/book/stores/sqlite/sqlite-book.ts'
import { holdMany, waitingIds } from './contract/moderating.ts'

const DECIDE = fileURLToPath(new URL('decide-until-killed.ts', import.meta.url))
const COUNT = 300

test('a process that is killed while it decides leaves each entry either waiting or decided and recorded', async () => {
  await using directory = await mkdtempDisposable(join(tmpdir(), 'guestbook-'))
  const book = openSqliteBook({ directory: directory.path, seedMessage: '' })
  const waiting = await holdMany(book, COUNT)
  const confirmed: string[] = []
  for (const enough of [20, 45, 70]) {
    const child = spawn(process.execPath, [DECIDE, directory.path])
    for await (const line of createInterface({ input: child.stdout })) {
      confirmed.push(line)
      if (confirmed.length >= enough) child.kill('SIGKILL')
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    expect(child.signalCode).toBe('SIGKILL')
  }
  const left = await waitingIds(book)
  const { records } = await book.moderation.audit({ limit: 200 })
  const decided = records.map(({ entry }) => entry).reverse()
  expect([...decided, ...left]).toEqual(waiting)
  // What was confirmed is there, and at most one more for each process.
  expect(decided).toEqual(expect.arrayContaining(confirmed))
  expect(decided.length - confirmed.length).toBeLessThanOrEqual(3)

  const of = (op: string) => records.filter((record) => record.op === op)
  const { total, entries } = await book.page({ limit: 200 })
  expect(total).toBe(of('publish').length)
  expect(entries.map(({ id }) => id)).toEqual(of('publish').map(({ detail }) => detail))
  const counts = { waiting: left.length, spam: of('spam').length, hidden: 0 }
  expect(await book.moderation.counts()).toEqual(counts)
  await book.close()
  const again = openSqliteBook({ directory: directory.path, seedMessage: '' })
  expect(await again.moderation.counts()).toEqual(counts)
  await again.close()
})
