import { expect, test } from 'vitest'
import { oneAtATime } from '../../server/book/reader/one-at-a-time.ts'
import { makeCall } from './make-call.ts'

test('callers that come during a call share the next one, which begins after it', async () => {
  const { calls, call } = makeCall()
  const shared = oneAtATime(call)
  const first = shared()
  const others = [shared(), shared(), shared()]
  expect(calls).toHaveLength(1)
  calls[0]?.resolve(1)
  expect(await first).toBe(1)
  await expect.poll(() => calls.length).toBe(2)
  calls[1]?.resolve(2)
  expect(await Promise.all(others)).toEqual([2, 2, 2])
})

test('a failed call fails for its callers only, and the next one runs', async () => {
  const { calls, call } = makeCall()
  const shared = oneAtATime(call)
  const first = shared()
  const second = shared()
  calls[0]?.reject(new Error('first'))
  await expect(first).rejects.toThrow('first')
  await expect.poll(() => calls.length).toBe(2)
  calls[1]?.resolve(2)
  expect(await second).toBe(2)
  const third = shared()
  calls[2]?.resolve(3)
  expect(await third).toBe(3)
})
