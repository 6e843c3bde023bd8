import { ReplyError } from 'ioredis'
import { expect, test } from 'vitest'
import { MasterProblems } from '../../server/book/stores/redis/nodes/master-problems.ts'
import { Problems } from '../../server/book/stores/redis/nodes/problems.ts'
import { logWithLines } from '../support/log-lines.ts'

test('reasons that alternate are logged once each, until the master can be used', () => {
  const { log, lines } = logWithLines()
  const master = new MasterProblems({ address: { database: 0, foundBy: 'the test' }, problems: new Problems(log), log })
  const timeout = new Error('Command timed out')
  const errors = [timeout, new ReplyError('MISCONF'), timeout, new Error('Connection is closed.'), timeout]
  for (const error of errors) master.report(error)
  const reasons = () => lines.map(({ reason }) => reason)
  const inTime = 'it did not answer in time'
  const once = [inTime, expect.stringContaining('MISCONF'), 'the connection was lost before it answered']
  expect(reasons()).toEqual(once)
  master.solved()
  master.report(timeout)
  expect(reasons()).toEqual([...once, inTime])
})
