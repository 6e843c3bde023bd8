import { statfsSync, writeFileSync } from 'node:fs'
import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { NotWritten } from '../../server/book/errors.ts'
import { openSqliteBook, openSqliteBookAlongside } from '../../server/book/stores/sqlite/sqlite-book.ts'
import { done, hold } from '../book/contract/moderating.ts'
import { describeUnless } from '../support/machine.ts'
import { mountProblem, mountSmallDisk } from './small-disk.ts'

const OWNER = 'Anna'
const ada = { author: 'ada', since: 0 }

/** Takes the last byte of a disk. */
function fill(directory: string): void {
  for (const size of [1 << 20, 4096, 1]) {
    try {
      for (;;) writeFileSync(join(directory, 'filling'), Buffer.alloc(size), { flag: 'a' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    }
  }
  expect(statfsSync(directory).bavail).toBe(0)
}

describeUnless(mountProblem(), 'the disk under an embedded book is full to the last byte', () => {
  test.each(['the process that serves it', 'a process alongside'])(
    'the owner decides, hides, removes and closes from the reserve, in %s; what adds text is refused',
    { timeout: 60_000 },
    async (who) => {
      await using directory = await mkdtempDisposable(join(tmpdir(), 'guestbook-disk-'))
      await using _disk = await mountSmallDisk(directory.path, 8)
      const serving = openSqliteBook({ directory: directory.path, seedMessage: '' })
      const large = '留言'.repeat(1000)
      const waiting: string[] = []
      for (let index = 0; index < 120; index++)
        waiting.push(await hold(serving, `${index} ${large}`, { author: 'ada' }))
      const shown: string[] = []
      for (let index = 0; index < 40; index++) {
        const { entry } = await serving.append({ message: `${index} ${large}` }, { screening: { author: 'ada' } })
        shown.push(entry.id)
      }
      const [hidden = '', removed = '', taken = '', own = '', withdrawn = ''] = [...shown.slice(0, 4), waiting[0]]
      fill(directory.path)

      const isBeside = who !== 'the process that serves it'
      const owner = isBeside ? openSqliteBookAlongside({ directory: directory.path }) : serving
      const { moderation } = owner
      // More of them at once than the reserve has room for in one transaction.
      const outcomes = await moderation.decide(waiting.slice(1), 'publish', OWNER)
      expect(outcomes.every(({ kind }) => kind === 'done')).toBe(true)
      fill(directory.path)
      for (const id of shown.slice(4)) done(await moderation.mark(id, { kind: 'hide' }, OWNER))
      done(await moderation.mark(hidden, { kind: 'hide' }, OWNER))
      fill(directory.path)
      done(await moderation.mark(hidden, { kind: 'show' }, OWNER))
      done(await moderation.mark(hidden, { kind: 'pin' }, OWNER))
      done(await moderation.remove(removed, OWNER))
      await moderation.setGate({ state: 'closed' }, OWNER)
      await owner.takeBack(taken, ada)
      expect(await owner.withdraw(withdrawn, 'ada')).toBe(true)
      fill(directory.path)

      // A process alongside has the disk's own word only.
      const refusals = [
        () => serving.moderation.mark(hidden, { kind: 'reply', text: 'Thanks' }, OWNER),
        () => serving.moderation.setSettings({ ownerName: 'Anna' }, OWNER),
        () => serving.replace(own, { message: 'new words' }, ada),
        () => serving.append({ message: 'no' }),
      ]
      for (const attempt of refusals) await expect(attempt()).rejects.toThrow(NotWritten)

      const expected = { total: 2 + 119, waiting: 0, spam: 0, hidden: 36 }
      const { total } = await serving.page({ limit: 1 })
      expect({ total, ...(await serving.moderation.counts()) }).toEqual(expected)
      if (isBeside) await owner.close()
      await serving.close()
      const again = openSqliteBook({ directory: directory.path, seedMessage: '' })
      expect({ total: (await again.page({ limit: 1 })).total, ...(await again.moderation.counts()) }).toEqual(expected)
      await again.close()
    },
  )
})
