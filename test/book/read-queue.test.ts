import { expect, test, vi } from 'vitest'
import { ReadQueue } from '../../server/book/reader/read-queue.ts'
import { LimitReached } from '../../server/common/limit-reached.ts'

/** Work that ends on command. */
function startWork(queue: ReadQueue, places?: number) {
  const { promise, resolve } = Promise.withResolvers<void>()
  const work = { isRunning: false, end: resolve, done: Promise.resolve() }
  work.done = queue.enter(() => {
    work.isRunning = true
    return promise
  }, places)
  return work
}

test('a limited amount of work runs, a few callers wait in order, and the others are rejected at once', async () => {
  const queue = new ReadQueue({ places: 2, waiting: 2, patience: 60_000 })
  const one = startWork(queue)
  const two = startWork(queue)
  await expect.poll(() => two.isRunning).toBe(true)
  const [three, four] = [startWork(queue), startWork(queue)]
  await expect(startWork(queue).done).rejects.toThrow(LimitReached)
  expect([one, two, three, four].map(({ isRunning }) => isRunning)).toEqual([true, true, false, false])
  two.end()
  await expect.poll(() => three.isRunning).toBe(true)
  expect(four.isRunning).toBe(false)
  for (const work of [one, three, four]) work.end()
  await Promise.all([one, two, three, four].map(({ done }) => done))
})

test('a caller that has waited too long is rejected and takes no place', async () => {
  const queue = new ReadQueue({ places: 1, waiting: 1, patience: 10 })
  const one = startWork(queue)
  const late = startWork(queue)
  await expect(late.done).rejects.toThrow(LimitReached)
  one.end()
  await one.done
  const next = startWork(queue)
  await expect.poll(() => next.isRunning).toBe(true)
  expect(late.isRunning).toBe(false)
  next.end()
  await next.done
})

test('large work takes many places, but never more than there are, and gives them back if it fails', async () => {
  const queue = new ReadQueue({ places: 3, waiting: 5, patience: 60_000 })
  const large = startWork(queue, 5)
  const small = startWork(queue)
  expect(large.isRunning).toBe(true)
  expect(small.isRunning).toBe(false)
  large.end()
  await expect.poll(() => small.isRunning).toBe(true)
  await expect(queue.enter(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  small.end()
  const again = startWork(queue, 3)
  await expect.poll(() => again.isRunning).toBe(true)
  again.end()
  await again.done
})

test('work that need not wait is done one piece per turn of the event loop', async () => {
  const queue = new ReadQueue()
  let done = 0
  const all = Array.from({ length: 5 }, () =>
    queue.enter(async () => {
      done += 1
    }),
  )
  const seen: number[] = []
  while (done < 5) {
    seen.push(done)
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(seen.every((count, turn) => count <= turn + 1)).toBe(true)
  await Promise.all(all)
})

test('after work that blocked the process, many turns of the event loop belong to others', async () => {
  const queue = new ReadQueue()
  const block = async () => {
    const until = performance.now() + 5
    while (performance.now() < until);
  }
  let isNextRunning = false
  await queue.enter(block)
  const next = queue.enter(async () => {
    isNextRunning = true
  })
  let turns = 0
  while (!isNextRunning) {
    turns += 1
    await new Promise((resolve) => setImmediate(resolve))
  }
  await next
  expect(turns).toBeGreaterThan(10)
})

test('a caller that got its place leaves no timer behind', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const queue = new ReadQueue({ places: 1 })
    const one = startWork(queue)
    const two = startWork(queue)
    expect(vi.getTimerCount()).toBe(1)
    one.end()
    two.end()
    await Promise.all([one.done, two.done])
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})
