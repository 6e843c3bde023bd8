import type { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { bookKeys } from '../../server/book/stores/redis/book-keys.ts'
import { follow } from '../../server/book/stores/redis/follower.ts'
import { parseReplication } from '../../server/book/stores/redis/nodes/replication.ts'

const MASTER = 'role:master\r\nmaster_replid:a\r\n'
const IN_STEP = 'role:slave\r\nmaster_replid:a\r\nmaster_link_status:up\r\n'
const LINK_DOWN = 'role:slave\r\nmaster_replid:a\r\nmaster_link_status:down\r\n'

const keys = bookKeys('main')

/** A node with an empty book, whose replication and news are as the test says. */
function node(state: { info: string }, xread: () => Promise<unknown>): Redis {
  const readBook = async () => ['g', '0-0', '0-0', 0, '[]', '[]']
  const readSnapshot = async () => ['g', '0-0', '0-0', 0, '[]', '[]', '[]', null, []]
  return { status: 'ready', on() {}, info: async () => state.info, readBook, readSnapshot, xread } as unknown as Redis
}

test('a replica that lost its master and refuses to be read is not tried again: the master is followed at once', async () => {
  const state = { info: IN_STEP }
  let refused = 0
  const replica = node(state, async () => {
    refused += 1
    state.info = LINK_DOWN
    throw Object.assign(new Error('MASTERDOWN Link with MASTER is down'), { name: 'ReplyError' })
  })
  const entry = ['1-0', ['name', 'Ada', 'message', 'Hello', 'at', '1']]
  const master = node({ info: MASTER }, async () => [[keys.entries, [entry]]])
  const masterState = () => ({ replication: parseReplication(MASTER), generation: 'g', salt: 's' })
  const abort = new AbortController()
  const following = follow({ keys, replica, master, masterState, refused: () => {} }, abort.signal)
  expect((await following.next()).value).toMatchObject({ kind: 'snapshot' })
  expect((await following.next()).value).toMatchObject({ kind: 'changes', added: [{ id: '1-0', message: 'Hello' }] })
  expect(refused).toBe(1)
  abort.abort()
  await following.return(undefined)
})
