import { expect, test } from 'vitest'
import { PostCounter } from '../../server/book/post-counter.ts'

const one = (network: string, perMinute = 1) => [{ network, perMinute }]

test('a minute begins with its first post, and ends to the millisecond', () => {
  const counter = new PostCounter()
  expect(counter.count(one('a'), 1000)).toBeUndefined()
  expect(counter.count(one('a'), 1000)).toEqual({ network: 'a', remaining: 60_000 })
  expect(counter.count(one('a'), 60_999)).toEqual({ network: 'a', remaining: 1 })
  expect(counter.count(one('a'), 61_000)).toBeUndefined()
})

test('so many posts stand for one in an allowance', () => {
  const counter = new PostCounter()
  for (let post = 0; post < 6; post++) expect(counter.count(one('a', 2), 0, 3)).toBeUndefined()
  expect(counter.count(one('a', 2), 0, 3)).toMatchObject({ network: 'a' })
})

test('where one of two networks has no room, neither is used up', () => {
  const counter = new PostCounter()
  counter.count(one('around'), 0)
  const both = [...one('own'), ...one('around')]
  expect(counter.count(both, 0)).toMatchObject({ network: 'around' })
  expect(counter.count(one('own'), 0)).toBeUndefined()
})

test('a post that is taken back leaves room for one, in its own minute only', () => {
  const counter = new PostCounter()
  counter.count(one('a', 2), 0)
  counter.count(one('a', 2), 0)
  counter.uncount(one('a'), 59_999)
  expect(counter.count(one('a', 2), 59_999)).toBeUndefined()
  expect(counter.count(one('a', 2), 59_999)).toMatchObject({ network: 'a' })
  expect(counter.count(one('a'), 60_000)).toBeUndefined()
  counter.uncount(one('a'), 120_000)
  counter.uncount(one('never counted'), 60_000)
  expect(counter.count(one('a'), 60_000)).toMatchObject({ network: 'a' })
  expect(counter.count(one('never counted'), 60_000)).toBeUndefined()
})

test('10,000 networks are remembered; one more makes the one be forgotten whose minute began first', () => {
  const counter = new PostCounter()
  for (let number = 0; number < 10_000; number++) counter.count(one(`${number}`), number / 1000)
  expect(counter.count(one('0'), 10)).toMatchObject({ network: '0' })
  expect(counter.count(one('one more'), 10)).toBeUndefined()
  expect(counter.count(one('1'), 10)).toMatchObject({ network: '1' })
  expect(counter.count(one('one more'), 10)).toMatchObject({ network: 'one more' })
  expect(counter.count(one('0'), 10)).toBeUndefined()
})

test('a minute that began before the clock was set back is over, and the next one has a new place in the order', () => {
  const counter = new PostCounter()
  counter.count(one('a'), 50_000)
  for (const network of ['b', 'c']) counter.count(one(network), 100_000)
  expect(counter.count(one('b'), 60_000)).toBeUndefined()
  // The first two make room for the last of these.
  for (let number = 0; number < 9999; number++) counter.count(one(`${number}`), 60_000)
  expect(counter.count(one('b'), 60_000)).toMatchObject({ network: 'b' })
})
