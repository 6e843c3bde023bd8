import { describe, expect, test } from 'vitest'
import { Problems } from '../../server/book/stores/redis/nodes/problems.ts'
import type { Replication } from '../../server/book/stores/redis/nodes/replication.ts'
import { WriteState } from '../../server/book/stores/redis/write-state.ts'
import { logWithLines } from '../support/log-lines.ts'

function stateFor(writeReplicas: number) {
  const problems = new Problems(logWithLines().log)
  const state = new WriteState(writeReplicas, { address: { database: 0, foundBy: 'the test' }, problems })
  return { state, problems: () => problems.current }
}

/** What a master says whose replicas have confirmed so many bytes each. */
const master = (offset: number, ...confirmed: number[]): Replication => ({
  role: 'master',
  historyId: 'a',
  linkUp: true,
  offset,
  replicas: confirmed.map((reached) => ({ address: '192.0.2.1:6379', isOnline: true, offset: reached, lag: 0 })),
})

const FEWER = expect.stringMatching(/^fewer replicas than WRITE_REPLICAS=2/)

describe('while replicas do not confirm', () => {
  test('nothing is possible until as many as are needed have what was not confirmed', () => {
    const { state, problems } = stateFor(2)
    state.update(master(100, 90, 90))
    expect(state.isPossible).toBe(true)
    state.unconfirmed()
    expect([state.isPossible, state.isRefused]).toEqual([false, false])
    expect(problems()).toEqual([FEWER])
    // Only now is it known how far they have to get.
    state.update(master(200, 199, 200))
    expect(state.isPossible).toBe(false)
    state.update(master(300, 200, 200))
    expect(state.isPossible).toBe(true)
    expect(problems()).toEqual([])
  })

  test('nothing is possible while the master has too few, and one that was just filled does not count yet', () => {
    const { state, problems } = stateFor(2)
    for (const replication of [master(100, 100), master(100, 100, 0)]) {
      state.update(replication)
      expect(state.isPossible).toBe(false)
      expect(problems()).toEqual([FEWER])
    }
    state.update(master(100, 100, 1))
    expect(state.isPossible).toBe(true)
  })

  test('one entry that is confirmed is enough', () => {
    const { state, problems } = stateFor(2)
    state.update(master(100))
    state.unconfirmed()
    state.confirmed()
    expect(state.isPossible).toBe(true)
    expect(problems()).toEqual([])
  })

  test('nothing is known any more once the master cannot be reached', () => {
    const { state, problems } = stateFor(2)
    state.unconfirmed()
    state.failed(new Error("OOM command not allowed when used memory > 'maxmemory'."))
    expect(problems()).toHaveLength(2)
    state.forget()
    expect([state.isPossible, state.isRefused]).toEqual([true, false])
    expect(problems()).toEqual([])
  })

  test('where none has to confirm, none is missed', () => {
    const { state } = stateFor(0)
    state.update(master(100))
    expect(state.isPossible).toBe(true)
  })
})

describe('a write that Redis refuses', () => {
  test('stands for the next ones, until one is accepted', () => {
    const { state, problems } = stateFor(0)
    state.failed(new Error("OOM command not allowed when used memory > 'maxmemory'."))
    expect([state.isPossible, state.isRefused]).toEqual([false, true])
    expect(problems()).toEqual([expect.stringMatching(/memory of Redis is full/)])
    state.accepted()
    expect([state.isPossible, state.isRefused]).toEqual([true, false])
    expect(problems()).toEqual([])
  })

  test.each(['LOADING Redis is loading the dataset in memory', 'BUSY a script', 'Command timed out', 'ERR unknown'])(
    'says nothing of the next: %s',
    (message) => {
      const { state } = stateFor(0)
      state.failed(new Error(message))
      expect(state.isPossible).toBe(true)
    },
  )
})
