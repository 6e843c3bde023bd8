import { describe, expect, test } from 'vitest'
import { LostReplicas } from '../../server/book/stores/redis/nodes/lost-replicas.ts'
import type { MasterState, MasterWatch } from '../../server/book/stores/redis/nodes/master-watch.ts'
import { Problems } from '../../server/book/stores/redis/nodes/problems.ts'
import type { ReadableReplica } from '../../server/book/stores/redis/nodes/readable-replica.ts'
import type { Replication } from '../../server/book/stores/redis/nodes/replication.ts'
import { logWithLines } from '../support/log-lines.ts'

const GRACE = 3000
const HOUR = 60 * 60 * 1000

const address = (port: number) =>
  ({ hosts: ['127.0.0.1'], port, database: 0, tls: false, foundBy: 'the test' }) as const

const stateWith = (replicas: number): MasterState => ({
  generation: 'g',
  salt: 's',
  replication: {
    role: 'master',
    historyId: 'a',
    linkUp: true,
    offset: 100,
    replicas: Array.from({ length: replicas }, () => ({
      address: '192.0.2.1:6379',
      isOnline: true,
      offset: 100,
      lag: 0,
    })),
  },
})

const IN_STEP: Replication = { role: 'replica', historyId: 'a', linkUp: true, offset: 90, replicas: [] }

/** What reports lost replicas, over nodes that are as the test says. */
function watched({ replicaPort = 2 } = {}) {
  const clock = { now: 0 }
  const master: { state: MasterState | undefined } = { state: stateWith(2) }
  const replica: Partial<ReadableReplica> & { replication: Replication | undefined } = {
    connected: true,
    inStep: true,
    replication: IN_STEP,
  }
  const problems = new Problems(logWithLines().log)
  const lost = new LostReplicas({
    location: { kind: 'redis', master: address(1), replica: address(replicaPort) },
    master: master as MasterWatch,
    replica: replica as ReadableReplica,
    problems,
    now: () => clock.now,
  })
  return {
    clock,
    master,
    replica: replica as { -readonly [Key in keyof ReadableReplica]?: ReadableReplica[Key] },
    lost,
    /** What is told after so many milliseconds. */
    toldAfter(milliseconds: number): string[] {
      clock.now += milliseconds
      lost.report()
      return problems.current
    },
  }
}

describe('a replica that is lost', () => {
  test('is told of after three seconds, and no more once it is back', () => {
    const { master, toldAfter } = watched()
    expect(toldAfter(0)).toEqual([])
    master.state = stateWith(1)
    expect(toldAfter(0)).toEqual([])
    expect(toldAfter(GRACE - 1)).toEqual([])
    expect(toldAfter(1)).toEqual([expect.stringMatching(/1 of 2 are in step/)])
    master.state = stateWith(2)
    expect(toldAfter(0)).toEqual([])
  })

  test('is not told of where it is away for a moment, again and again', () => {
    const { master, toldAfter } = watched()
    toldAfter(0)
    for (let time = 0; time < 5; time++) {
      master.state = stateWith(1)
      expect(toldAfter(0)).toEqual([])
      expect(toldAfter(GRACE - 1)).toEqual([])
      master.state = stateWith(2)
      expect(toldAfter(1)).toEqual([])
    }
  })

  test('is meant to be gone after an hour', () => {
    const { master, toldAfter } = watched()
    toldAfter(0)
    master.state = stateWith(1)
    toldAfter(0)
    expect(toldAfter(HOUR)).toHaveLength(1)
    expect(toldAfter(1)).toEqual([])
    // Now one is all there are: its loss is another.
    master.state = stateWith(0)
    toldAfter(0)
    expect(toldAfter(GRACE)).toEqual([expect.stringMatching(/has no replica in step/)])
  })
})

describe('the replica that pages are read from', () => {
  test('is told of where it cannot be reached, or is not in step while there is a master', () => {
    const { master, replica, toldAfter } = watched()
    replica.inStep = false
    toldAfter(0)
    expect(toldAfter(GRACE)).toEqual([expect.stringMatching(/is not in step with the master/)])
    master.state = undefined
    expect(toldAfter(GRACE)).toEqual([])
    replica.connected = false
    toldAfter(0)
    expect(toldAfter(GRACE)).toEqual([expect.stringMatching(/cannot be reached/)])
  })

  test('is nobody’s loss where it is the master itself, under the same address or another', () => {
    for (const { master, replica, lost, toldAfter } of [watched({ replicaPort: 1 }), watched()]) {
      master.state = stateWith(0)
      replica.replication = { ...IN_STEP, role: 'master' }
      toldAfter(0)
      expect(toldAfter(GRACE)).toEqual([])
      expect(lost.health()?.linkUp).toBe(false)
    }
  })

  test('that has become a master of its own is missed', () => {
    const { master, replica, toldAfter } = watched()
    master.state = stateWith(0)
    replica.replication = { ...IN_STEP, role: 'master', historyId: 'another' }
    toldAfter(0)
    expect(toldAfter(GRACE)).toEqual([expect.stringMatching(/has no replica in step/)])
  })
})

describe('what is measured', () => {
  test('is how many are in step, whether the link is up, and how far the replica is behind', () => {
    const { master, replica, lost } = watched()
    expect(lost.health()).toEqual({ replicas: 2, linkUp: true, lag: 10 })
    // It was asked later than the master.
    replica.replication = { ...IN_STEP, offset: 110 }
    expect(lost.health()).toMatchObject({ lag: 0 })
    replica.replication = { ...IN_STEP, linkUp: false }
    expect(lost.health()).toMatchObject({ linkUp: false })
    replica.replication = undefined
    master.state = undefined
    expect(lost.health()).toEqual({ replicas: 0, linkUp: false, lag: 0 })
  })

  test('where the master is read from, there is no link and no lag', () => {
    expect(watched({ replicaPort: 1 }).lost.health()).toEqual({ replicas: 2, linkUp: false, lag: 0 })
  })
})
