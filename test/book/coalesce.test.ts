import { expect, test } from 'vitest'
import { coalesce } from '../../server/book/reader/coalesce.ts'
import { makeCall } from './make-call.ts'

/** A time later than all before. */
function now(): number {
  const start = performance.now()
  while (performance.now() === start);
  return performance.now()
}

test('a caller whose knowledge is older than a call shares it, during the call and afterwards', async () => {
  const { calls, call } = makeCall()
  const shared = coalesce(call)
  const since = now()
  const answers = [shared(since), shared(since - 10)]
  calls[0]?.resolve(1)
  expect(await Promise.all(answers)).toEqual([1, 1])
  expect(await shared(since)).toBe(1)
  expect(calls).toHaveLength(1)
})

test('a caller with newer knowledge gets a later call, without waiting for the earlier one', async () => {
  const { calls, call } = makeCall()
  const shared = coalesce(call)
  const first = shared(now())
  const later = now()
  const second = shared(later)
  const third = shared(later)
  expect(calls).toHaveLength(2)
  calls[1]?.resolve(2)
  expect(await Promise.all([second, third])).toEqual([2, 2])
  calls[0]?.resolve(1)
  expect(await first).toBe(1)
  expect(await shared(later)).toBe(2)
})

test('a failed call fails for its waiting callers only', async () => {
  const { calls, call } = makeCall()
  const shared = coalesce(call)
  const since = now()
  const waiting = [shared(since), shared(since)]
  calls[0]?.reject(new Error('first'))
  for (const answer of waiting) await expect(answer).rejects.toThrow('first')
  const next = shared(since)
  calls[1]?.resolve(2)
  expect(await next).toBe(2)
})
