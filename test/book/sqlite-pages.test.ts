import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSqliteBook } from '../../server/book/stores/sqlite/sqlite-book.ts'

test.each([
  [1, [1, 1, 1]],
  [199, [1, 1, 1]],
  [200, [2, 1]],
  [300, [3]],
])('with at most %i bytes three entries of 100 make pages of %j', async (bytes, sizes) => {
  await using directory = await mkdtempDisposable(join(tmpdir(), 'guestbook-'))
  const book = openSqliteBook({ directory: directory.path, seedMessage: '' })
  try {
    // Each Chinese character has three bytes.
    for (let count = 0; count < 3; count++) await book.append({ name: 'A', message: '好'.repeat(33) })
    const found: number[] = []
    let before: string | undefined
    do {
      const { entries, next }: Awaited<ReturnType<typeof book.page>> = await book.page({ limit: 20, before, bytes })
      found.push(entries.length)
      before = next ?? undefined
    } while (before !== undefined)
    expect(found).toEqual(sizes)
  } finally {
    await book.close()
  }
})
