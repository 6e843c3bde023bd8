import { eventually } from '../support/eventually.ts'
import type { RedisNode } from '../support/redis.ts'
import type { Client } from './client.ts'
import type { KnownBook } from './survey.ts'

/** How many old entries the book holds. */
export const OLD_ENTRIES = 100_000

/** Writes the old entries, as if they had been signed long ago. */
export async function fill(master: RedisNode): Promise<void> {
  const step = OLD_ENTRIES / 20
  for (let first = 0; first < OLD_ENTRIES; first += step) {
    await master.client().eval(
      `for number = ARGV[1], ARGV[2] do
        redis.call('XADD', KEYS[1], '*', 'name', '', 'message', 'old entry ' .. string.format('%06d', number), 'at', '1')
      end`,
      1,
      'guestbook:{main}:entries',
      first,
      first + step - 1,
    )
  }
}

/** What is in the book, by the master's word, once a front end knows it as well. */
export async function readBook(master: RedisNode, client: Client): Promise<KnownBook> {
  const total = await master.client().xlen('guestbook:{main}:entries')
  await eventually(`${client.url} to have ${total} entries`, async () => {
    const { text } = await client.ask('/api/entries?limit=1')
    if ((JSON.parse(text) as { total: number }).total !== total) throw new Error(text)
  })
  const [newest] = await master.client().xrevrange('guestbook:{main}:entries', '+', '-', 'COUNT', 1)
  const oldest = await master.client().xrange('guestbook:{main}:entries', '-', '+', 'COUNT', 50)
  return { newest: entryOf(newest), old: entryOf(oldest.at(-1)), total }
}

function entryOf(record: [id: string, fields: string[]] | undefined): { id: string; message: string } {
  if (!record) throw new Error('expected an entry, found none')
  const [id, fields] = record
  return { id, message: fields[fields.indexOf('message') + 1] ?? '' }
}
