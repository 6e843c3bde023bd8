import { expect, test } from 'vitest'
import { type Answer, latestOf } from '../../server/book/stores/redis/nodes/sentinel-watch.ts'

const answer = (host: string, epoch: number): Answer => ({ host, port: 6379, epoch })

test.each<[what: string, answers: Answer[], before: Answer | undefined, isComplete: boolean, host: string | undefined]>(
  [
    ['nobody answers', [], undefined, false, undefined],
    ['nobody answers any more', [], answer('a', 1), false, undefined],
    ['all agree', [answer('a', 1), answer('a', 1)], undefined, true, 'a'],
    ['one does not know the latest failover', [answer('a', 1), answer('b', 2)], answer('a', 1), true, 'b'],
    ['only one that does not know it answers', [answer('a', 1)], answer('b', 2), false, undefined],
    ['they were set up anew', [answer('c', 0), answer('c', 0)], answer('b', 2), true, 'c'],
    ['the master has moved without a failover', [answer('c', 2)], answer('b', 2), false, 'c'],
  ],
)('%s', (_what, answers, before, isComplete, host) => {
  expect(latestOf(answers, { before, isComplete })?.host).toBe(host)
})
