import { expect, test } from 'vitest'
import { coalesce } from '../../server/book/coalesce.ts'

/** A call that ends when it is told to, and counts. */
function makeCall() {
  const calls: PromiseWithResolvers<number>[] = []
  const call = () => {
    const deferred = Promise.withResolvers<number>()
    calls.push(deferred)
    return deferred.promise
  }
  return { calls, call }
}

test('one who asks alone has a call of their own', async () => {
  const { calls, call } = makeCall()
  const shared = coalesce(call)
  for (const number of [1, 2]) {
    const answer = shared()
    calls.at(-1)?.resolve(number)
    expect(await answer).toBe(number)
  }
  expect(calls).toHaveLength(2)
})

test('who asks while a call is under way shares the next one, never the one that began before', async () => {
  const { calls, call } = makeCall()
  const shared = coalesce(call)
  const first = shared()
  const others = [shared(), shared(), shared()]
  expect(calls).toHaveLength(1)
  calls[0]?.resolve(1)
  expect(await first).toBe(1)
  await expect.poll(() => calls.length).toBe(2)
  const later = [shared(), shared()]
  calls[1]?.resolve(2)
  expect(await Promise.all(others)).toEqual([2, 2, 2])
  await expect.poll(() => calls.length).toBe(3)
  calls[2]?.resolve(3)
  expect(await Promise.all(later)).toEqual([3, 3])
})

test('a call that fails fails for those who share it, and for nobody else', async () => {
  const { calls, call } = makeCall()
  const shared = coalesce(call)
  const first = shared()
  const second = shared()
  calls[0]?.reject(new Error('first'))
  await expect(first).rejects.toThrow('first')
  await expect.poll(() => calls.length).toBe(2)
  calls[1]?.reject(new Error('second'))
  await expect(second).rejects.toThrow('second')
  const third = shared()
  calls[2]?.resolve(3)
  expect(await third).toBe(3)
})
