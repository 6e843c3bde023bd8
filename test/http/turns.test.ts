import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Turns } from '../../server/limits/turns.ts'

/** Requests that take so many milliseconds each. */
function createRequests(each: number) {
  let now = 0
  const turns = new Turns(() => now)
  const begun: number[] = []
  const begin = (number: number) => {
    now += each
    begun.push(number)
  }
  const ask = (number: number) => (turns.hasTime() ? begin(number) : turns.later(() => begin(number)))
  return { turns, begun, ask }
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
  for (let turns = 0; begun.length < 10; turns++) {
    expect(begun.length).toBeLessThanOrEqual(3 * (turns + 1))
    await turn()
  }
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
})

test('while connections come in, turns are short', async () => {
  const { turns, ask, begun } = createRequests(0.4)
  turns.noteConnection()
  for (let number = 0; number < 10; number++) ask(number)
  expect(begun).toHaveLength(2)
  await expect.poll(() => begun.length).toBe(10)
})
