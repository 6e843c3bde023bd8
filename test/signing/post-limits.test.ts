import { describe, expect, test } from 'vitest'
import { LENIENCE } from '../../server/book/book.ts'
import { BookLimitReached, TooManyPosts } from '../../server/book/errors.ts'
import { PostLimits, type PostLimitsOptions } from '../../server/signing/post-limits.ts'

const ADDRESS = '192.0.2.1'

function limitsWithClock(options: Partial<PostLimitsOptions> = {}) {
  const clock = { now: 1_000_000 }
  const limits = new PostLimits({ perMinute: 2, perDay: 10, now: () => clock.now, ...options })
  return {
    clock,
    limits,
    check:
      (address = ADDRESS, mayRepeat = false) =>
      () =>
        limits.check(address, mayRepeat),
  }
}

test('a /48 may post eight times as much as one of its /64; without a limit, nothing is counted', () => {
  expect(new PostLimits({ perMinute: 2, perDay: 10 }).of('2001:db8::1')).toEqual({
    allowances: [
      { network: '2001:db8::/64', perMinute: 2 },
      { network: '2001:db8::/48', perMinute: 16 },
    ],
    perDay: 10,
  })
  expect(new PostLimits({ perMinute: 0, perDay: 0 }).of(ADDRESS)).toEqual({ allowances: [], perDay: 0 })
})

describe('what the book has refused', () => {
  test('is refused here until there is room again, and only to that network', () => {
    const { clock, limits, check } = limitsWithClock()
    expect(check()).not.toThrow()
    limits.remember(new TooManyPosts(30_000, ADDRESS))
    expect(check()).toThrow(TooManyPosts)
    expect(check('192.0.2.2')).not.toThrow()
    clock.now += 29_999
    expect(check()).toThrow(expect.objectContaining({ retryAfterSeconds: 1, network: ADDRESS }))
    clock.now += 1
    expect(check()).not.toThrow()
  })

  test('counts for all of a /48 where that had no room', () => {
    const { limits, check } = limitsWithClock()
    limits.remember(new TooManyPosts(30_000, '2001:db8:1::/48'))
    expect(check('2001:db8:1:2::1')).toThrow(TooManyPosts)
    expect(check('2001:db8:2:2::1')).not.toThrow()
  })

  test('for the whole day is refused to all, and the book is asked again after a minute', () => {
    const { clock, limits, check } = limitsWithClock()
    limits.remember(new BookLimitReached(3_600_000))
    clock.now += 59_999
    expect(check()).toThrow(expect.objectContaining({ name: 'BookLimitReached', retryAfterSeconds: 3541 }))
    expect(check('192.0.2.2')).toThrow(BookLimitReached)
    clock.now += 1
    expect(check()).not.toThrow()
  })

  test('does not stop what may be an earlier post sent again, as often as posts may fail', () => {
    const { limits, check } = limitsWithClock()
    limits.remember(new TooManyPosts(30_000, ADDRESS))
    for (let post = 0; post < 2 * LENIENCE; post++) expect(check(ADDRESS, true)).not.toThrow()
    expect(check(ADDRESS, true)).toThrow(TooManyPosts)
  })

  test('because of too many repetitions stops nothing else', () => {
    const { limits, check } = limitsWithClock()
    limits.remember(new TooManyPosts(30_000))
    expect(check()).not.toThrow()
  })

  test('is remembered of 10,000 networks: one more makes the oldest be forgotten, and no other', () => {
    const { limits, check } = limitsWithClock()
    const address = (number: number) => `10.0.${number >> 8}.${number & 255}`
    for (let number = 0; number < 10_000; number++) limits.remember(new TooManyPosts(30_000, address(number)))
    // One that names no network takes no place.
    limits.remember(new TooManyPosts(30_000))
    for (const number of [0, 1, 9999]) expect(check(address(number))).toThrow(TooManyPosts)
    // The first is refused again, and so the last to be forgotten.
    limits.remember(new TooManyPosts(30_000, address(0)))
    expect(check(address(1))).toThrow(TooManyPosts)
    limits.remember(new TooManyPosts(30_000, address(10_000)))
    expect(check(address(1))).not.toThrow()
    for (const number of [0, 2, 9999, 10_000]) expect(check(address(number))).toThrow(TooManyPosts)
  })
})

test('what fails may fail ten times as often as an entry may be added, each minute', () => {
  const { clock, limits } = limitsWithClock()
  for (let post = 0; post < 2 * LENIENCE; post++) expect(limits.countFailure(ADDRESS)).toBeUndefined()
  expect(limits.countFailure(ADDRESS)).toMatchObject({ retryAfterSeconds: 60, network: undefined })
  expect(limits.countFailure('192.0.2.2')).toBeUndefined()
  clock.now += 60_000
  expect(limits.countFailure(ADDRESS)).toBeUndefined()
})
