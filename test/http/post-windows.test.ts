import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PostWindows } from '../../server/http/post-windows.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

test('each post of one moment has a number of its own, also once the next was counted', () => {
  const windows = new PostWindows(1000)
  const results = [windows.count('a'), windows.count('a'), windows.count('a')]
  expect(results).toEqual([1, 2, 3].map((posts) => ({ posts, remaining: 1000 })))
})

test('the window begins with the first post, and the next one with the first after it', () => {
  const windows = new PostWindows(1000)
  windows.count('a')
  vi.advanceTimersByTime(999)
  expect(windows.count('a')).toEqual({ posts: 2, remaining: 1 })
  vi.advanceTimersByTime(1)
  expect(windows.count('a')).toEqual({ posts: 1, remaining: 1000 })
})

test('clients are counted apart, and the one who began first is forgotten where there are too many', () => {
  const windows = new PostWindows(1000)
  for (let number = 0; number < 5000; number++) windows.count(`client ${number}`)
  expect(windows.count('client 0').posts).toBe(2)
  windows.count('one more')
  expect(windows.count('client 1').posts).toBe(2)
  expect(windows.count('client 0').posts).toBe(1)
})

test('a count can be taken back, as long as its window runs', () => {
  const windows = new PostWindows(1000)
  windows.count('a')
  windows.takeBack('a')
  windows.takeBack('b')
  expect(windows.count('a').posts).toBe(1)
  vi.advanceTimersByTime(1000)
  windows.takeBack('a')
  expect(windows.count('a').posts).toBe(1)
})
