import { describe, expect, test } from 'vitest'
import { followsMaster, parseReplication, type Replication } from '../../server/book/redis/replication.ts'

const info = (...lines: string[]) => ['# Replication', ...lines, ''].join('\r\n')

describe('parseReplication', () => {
  test.each<[what: string, text: string, expected: Replication]>([
    [
      'a master',
      info('role:master', 'connected_slaves:2', 'master_replid:abc', 'master_replid2:000'),
      { role: 'master', historyId: 'abc', linkUp: true },
    ],
    [
      'a replica in step',
      info('role:slave', 'master_host:m', 'master_link_status:up', 'master_sync_in_progress:0', 'master_replid:abc'),
      { role: 'replica', historyId: 'abc', linkUp: true },
    ],
    [
      'a replica cut off',
      info('role:slave', 'master_link_status:down', 'master_sync_in_progress:0', 'master_replid:abc'),
      { role: 'replica', historyId: 'abc', linkUp: false },
    ],
    [
      'a replica that is being filled',
      info('role:slave', 'master_link_status:up', 'master_sync_in_progress:1', 'master_replid:abc'),
      { role: 'replica', historyId: 'abc', linkUp: false },
    ],
    [
      'lines without carriage returns',
      'role:master\nmaster_replid:abc\n',
      { role: 'master', historyId: 'abc', linkUp: true },
    ],
    ['nothing', '', { role: 'replica', historyId: '', linkUp: false }],
    ['something else', 'role=master', { role: 'replica', historyId: '', linkUp: false }],
  ])('%s', (_what, text, expected) => {
    expect(parseReplication(text)).toEqual(expected)
  })
})

describe('followsMaster', () => {
  const replica: Replication = { role: 'replica', historyId: 'abc', linkUp: true }
  const master: Replication = { role: 'master', historyId: 'abc', linkUp: true }
  test.each<[why: string, replica: Replication, master: Replication | undefined, expected: boolean]>([
    ['in step', replica, master, true],
    ['the node is the master itself', master, master, true],
    ['cut off', { ...replica, linkUp: false }, master, false],
    ['of another history', { ...replica, historyId: 'xyz' }, master, false],
    ['gone its own way: a master now', { role: 'master', historyId: 'xyz', linkUp: true }, master, false],
    ['cut off, but there is no master to ask', { ...replica, linkUp: false }, undefined, true],
    ['of another history, but there is no master to ask', { ...replica, historyId: 'xyz' }, undefined, true],
  ])('%s', (_why, one, other, expected) => {
    expect(followsMaster(one, other)).toBe(expected)
  })
})
