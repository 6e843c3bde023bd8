import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PostWindows } from '../../server/http/post-windows.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

function count(windows: PostWindows, client: string): { current: number; ttl: number } {
  let counted: { current: number; ttl: number } | undefined
  windows.incr(client, (_error, result) => (counted = result), 1000)
  if (!counted) throw new Error('expected an answer at once')
  return counted
}

test('each post of one moment has a number of its own, also once the next was counted', () => {
  const windows = new PostWindows()
  const results = [count(windows, 'a'), count(windows, 'a'), count(windows, 'a')]
  expect(results).toEqual([1, 2, 3].map((current) => ({ current, ttl: 1000 })))
})

test('the window begins with the first post, and the next one with the first after it', () => {
  const windows = new PostWindows()
  count(windows, 'a')
  vi.advanceTimersByTime(999)
  expect(count(windows, 'a')).toEqual({ current: 2, ttl: 1 })
  vi.advanceTimersByTime(1)
  expect(count(windows, 'a')).toEqual({ current: 1, ttl: 1000 })
})

test('clients are counted apart, and the one who began first is forgotten where there are too many', () => {
  const windows = new PostWindows()
  for (let number = 0; number < 5000; number++) count(windows, `client ${number}`)
  expect(count(windows, 'client 0').current).toBe(2)
  count(windows, 'one more')
  expect(count(windows, 'client 1').current).toBe(2)
  expect(count(windows, 'client 0').current).toBe(1)
})
