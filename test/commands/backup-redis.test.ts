import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { expect, test } from 'vitest'
import { given } from '../book/contract/harness.ts'
import { redisVariables } from '../support/app.ts'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import { locationOf, openWritable } from '../support/redis-book.ts'
import { runCommand } from '../support/run-command.ts'
import { bookWithBackup, messages, restore, start } from './book-with-backup.ts'

describeWith(['redis'], 'npm run backup and npm run restore with Redis', () => {
  test('move a book into Redis that is not served, and keep what was there', async () => {
    await using it = await bookWithBackup()
    await using redis = await startRedis({ provider: 'deployed' })
    const variables = redisVariables(redis.master)
    await using book = await openWritable({ location: locationOf(redis.master) })
    await book.append({ message: 'on Redis' }, { key: { value: 'once', lifetime: 60_000 } })
    const file = join(it.folder, 'redis.db')
    expect((await runCommand('server/backup.ts', variables, file)).code).toBe(0)
    const piped = start('server/backup.ts', variables)
    await pipeline(piped.stdout, createWriteStream(join(it.folder, 'piped.db')))
    expect((await restore(join(it.folder, 'piped'), join(it.folder, 'piped.db'))).output).toContain('now has 1 entry,')
    expect(await runCommand('server/restore.ts', variables, it.file)).toEqual({
      code: 1,
      output: `The book on 127.0.0.1:${redis.master.port} is being served: stop all front ends first.\n`,
    })
    expect((await book.page({ limit: 5 })).entries.map(({ message }) => message)).toEqual(['on Redis'])
    await book.close()

    const { code, output } = await runCommand('server/restore.ts', variables, it.file)
    const prefix = given(/in the keys that begin with (\S+)\n/.exec(output)?.[1])
    expect(output).toContain('now has 2 entries')
    expect(code).toBe(0)
    const client = redis.master.client()
    expect(await client.xlen(`${prefix}entries`)).toBe(1)
    await using restored = await openWritable({ location: locationOf(redis.master) })
    // The key belongs to the other book.
    await restored.append({ message: 'on Redis' }, { key: { value: 'once', lifetime: 60_000 } })
    const entries = (await restored.page({ limit: 5 })).entries.map(({ message }) => message)
    expect(entries).toEqual(['on Redis', 'two', 'one'])
    // And the backup of Redis is a book.
    expect((await restore(it.place, file)).output).toContain('now has 1 entry')
    expect(await messages(it.place)).toEqual(['on Redis'])
  }, 120_000)
})
