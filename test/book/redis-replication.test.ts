import { describe, expect, test } from 'vitest'
import {
  type ConnectedReplica,
  followsMaster,
  parseReplication,
  type Replication,
  replicasInStep,
} from '../../server/book/stores/redis/nodes/replication.ts'

const info = (...lines: string[]) => ['# Replication', ...lines, ''].join('\r\n')

describe('parseReplication', () => {
  test.each<[what: string, text: string, expected: Replication]>([
    [
      'a master',
      info('role:master', 'connected_slaves:2', 'master_replid:abc', 'master_replid2:000'),
      { role: 'master', historyId: 'abc', linkUp: true, offset: 0, replicas: [] },
    ],
    [
      'a master with replicas',
      info(
        'role:master',
        'connected_slaves:2',
        'slave0:ip=192.0.2.1,port=6379,state=online,offset=98,lag=1',
        'slave1:ip=192.0.2.2,port=6379,state=wait_bgsave,offset=0,lag=0',
        'master_replid:abc',
        'master_repl_offset:100',
      ),
      {
        role: 'master',
        historyId: 'abc',
        linkUp: true,
        offset: 100,
        replicas: [
          { address: '192.0.2.1:6379', isOnline: true, offset: 98, lag: 1 },
          { address: '192.0.2.2:6379', isOnline: false, offset: 0, lag: 0 },
        ],
      },
    ],
    [
      'a replica in step',
      info(
        'role:slave',
        'master_host:m',
        'master_link_status:up',
        'master_sync_in_progress:0',
        'slave_repl_offset:90',
        'master_replid:abc',
        'master_repl_offset:95',
      ),
      { role: 'replica', historyId: 'abc', linkUp: true, offset: 90, replicas: [] },
    ],
    [
      'a replica cut off',
      info('role:slave', 'master_link_status:down', 'master_sync_in_progress:0', 'master_replid:abc'),
      { role: 'replica', historyId: 'abc', linkUp: false, offset: 0, replicas: [] },
    ],
    [
      'a replica that is being filled',
      info('role:slave', 'master_link_status:up', 'master_sync_in_progress:1', 'master_replid:abc'),
      { role: 'replica', historyId: 'abc', linkUp: false, offset: 0, replicas: [] },
    ],
    [
      'lines without carriage returns',
      'role:master\nmaster_replid:abc\n',
      { role: 'master', historyId: 'abc', linkUp: true, offset: 0, replicas: [] },
    ],
    ['nothing', '', { role: 'replica', historyId: '', linkUp: false, offset: 0, replicas: [] }],
    ['something else', 'role=master', { role: 'replica', historyId: '', linkUp: false, offset: 0, replicas: [] }],
  ])('%s', (_what, text, expected) => {
    expect(parseReplication(text)).toEqual(expected)
  })
})

describe('followsMaster', () => {
  const replica: Replication = { role: 'replica', historyId: 'abc', linkUp: true, offset: 0, replicas: [] }
  const master: Replication = { ...replica, role: 'master' }
  test.each<[why: string, replica: Replication, master: Replication | undefined, expected: boolean]>([
    ['in step', replica, master, true],
    ['the node is the master itself', master, master, true],
    ['cut off', { ...replica, linkUp: false }, master, false],
    ['of another history', { ...replica, historyId: 'xyz' }, master, false],
    ['gone its own way: a master now', { ...master, historyId: 'xyz' }, master, false],
    ['cut off, but there is no master to ask', { ...replica, linkUp: false }, undefined, true],
    ['of another history, but there is no master to ask', { ...replica, historyId: 'xyz' }, undefined, true],
  ])('%s', (_why, one, other, expected) => {
    expect(followsMaster(one, other)).toBe(expected)
  })
})

describe('replicasInStep', () => {
  const confirmed = { address: '192.0.2.1:6379', isOnline: true, offset: 100, lag: 0 }
  test.each<[what: string, change: Partial<ConnectedReplica>, offset: number, expected: number]>([
    ['one that has confirmed all', {}, 100, 1],
    ['one that has confirmed less', { offset: 99 }, 100, 0],
    ['one that is behind, where nobody asks for more', { offset: 99 }, 0, 1],
    ['one that is being filled', { isOnline: false }, 0, 0],
    ['one that is silent', { lag: 4 }, 0, 0],
  ])('%s', (_what, change, offset, expected) => {
    const master: Replication = {
      role: 'master',
      historyId: 'abc',
      linkUp: true,
      offset: 100,
      replicas: [{ ...confirmed, ...change }],
    }
    expect(replicasInStep(master, offset)).toBe(expected)
  })
})
