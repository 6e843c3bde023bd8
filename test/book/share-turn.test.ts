import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { shareTurn } from '../../server/book/reader/share-turn.ts'

test('callers within one turn share a call, which begins after all of them have asked', async () => {
  const share = shareTurn<string>()
  const began: string[] = []
  const ask = (key: string) =>
    share(key, async () => {
      began.push(key)
      return `${key} ${began.length}`
    })
  const answers = [ask('a'), ask('b'), ask('a')]
  await Promise.resolve().then(() => answers.push(ask('a')))
  expect(began).toEqual([])
  expect(await Promise.all(answers)).toEqual(['a 1', 'b 2', 'a 1', 'a 1'])
  expect(began).toEqual(['a', 'b'])
})

test('a caller that comes after a call has begun gets another one, even while the first is running', async () => {
  const share = shareTurn<number>()
  const { promise, resolve } = Promise.withResolvers<number>()
  const first = share('a', () => promise)
  await turn()
  expect(await share('a', async () => 2)).toBe(2)
  resolve(1)
  expect(await first).toBe(1)
})

test('a failed call fails for all its callers, and for no later ones', async () => {
  const share = shareTurn<number>()
  const fail = () => Promise.reject(new Error('away'))
  const answers = [share('a', fail), share('a', fail)]
  for (const answer of answers) await expect(answer).rejects.toThrow('away')
  expect(await share('a', async () => 3)).toBe(3)
})
