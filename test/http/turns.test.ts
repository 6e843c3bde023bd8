import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Turns } from '../../server/limits/turns.ts'

/** Requests that take so many milliseconds each. */
function createRequests(each: number) {
  const clock = { now: 0 }
  const turns = new Turns(() => clock.now)
  const begun: number[] = []
  const begin = (number: number) => {
    clock.now += each
    begun.push(number)
  }
  const ask = (number: number) => (turns.hasTime() ? begin(number) : turns.later(() => begin(number)))
  return { clock, turns, begun, ask }
}

test('requests that take little time begin at once', () => {
  const { ask, begun } = createRequests(0.01)
  for (let number = 0; number < 100; number++) ask(number)
  expect(begun).toHaveLength(100)
})

test('what does not fit into a turn begins in later ones, in order', async () => {
  const { ask, begun } = createRequests(4)
  for (let number = 0; number < 10; number++) ask(number)
  expect(begun).toHaveLength(3)
  while (begun.length < 10) {
    const before = begun.length
    await turn()
    expect(begun.length - before).toBeLessThanOrEqual(3)
  }
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
})

test('what comes does not overtake what waits, although there is time', () => {
  const { turns, begun } = createRequests(0)
  expect(turns.hasTime()).toBe(true)
  turns.later(() => begun.push(0))
  expect(turns.hasTime()).toBe(false)
})

test('a turn is long again once no connection has come for 20 ms', () => {
  for (const [milliseconds, expected] of [
    [19, 2],
    [20, 10],
  ] as const) {
    const { clock, turns, ask, begun } = createRequests(0.4)
    turns.noteConnection()
    clock.now += milliseconds
    for (let number = 0; number < 10; number++) ask(number)
    expect(begun).toHaveLength(expected)
  }
})

test('while connections come in, turns are short', async () => {
  const { turns, ask, begun } = createRequests(0.4)
  turns.noteConnection()
  for (let number = 0; number < 10; number++) ask(number)
  expect(begun).toHaveLength(2)
  await expect.poll(() => begun.length).toBe(10)
})

test('what requests do after they have started counts for the turns as well', async () => {
  const { clock, turns, begun } = createRequests(0)
  const begin = () => {
    clock.now += 0.01
    begun.push(begun.length)
    queueMicrotask(() => {
      clock.now += 0.25
    })
  }
  for (let number = 0; number < 200; number++) {
    turns.noteConnection()
    if (turns.hasTime()) begin()
    else turns.later(() => begin())
  }
  const started: number[] = []
  while (begun.length < 200) {
    const before = begun.length
    turns.noteConnection()
    await turn()
    started.push(begun.length - before)
  }
  // Of 0.26 ms each, two fit.
  expect(started.filter((count) => count > 0).at(-2)).toBe(2)
})

test('after a long turn, some turns are left to connections that come in', async () => {
  const { turns, ask, begun } = createRequests(4)
  for (let number = 0; number < 3; number++) {
    turns.noteConnection()
    ask(number)
  }
  const turnsFor = async (count: number) => {
    for (let passed = 1; ; passed++) {
      await turn()
      if (begun.length === count) return passed
    }
  }
  await turnsFor(2)
  expect(await turnsFor(3)).toBeGreaterThan(6)
})
