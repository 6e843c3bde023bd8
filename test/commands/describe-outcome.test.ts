import { expect, test } from 'vitest'
import type { Outcome } from '../../server/book/moderation.ts'
import { type ActionName, describeOutcome } from '../../server/commands/entries/describe.ts'

const position = { generation: 'g', entries: '9-0', changes: '0-0' }

test.each<[action: ActionName, outcome: Outcome, said: string]>([
  ['publish', { kind: 'done', position, entry: '9-0' }, 'Published 1-0, which is now 9-0.'],
  ['hide', { kind: 'done', position, entry: '1-0' }, 'Hid 1-0.'],
  ['hide', { kind: 'already' }, 'Nothing to do: 1-0 is hidden already.'],
  ['unpin', { kind: 'already' }, 'Nothing to do: 1-0 is not pinned.'],
  [
    'refuse',
    { kind: 'already', became: { verdict: 'publish', entry: '9-0' } },
    'Nothing to do: 1-0 was published already, as 9-0.',
  ],
  ['publish', { kind: 'already', became: { verdict: 'withdraw' } }, 'Nothing to do: 1-0 was withdrawn by its author.'],
  ['spam', { kind: 'unknown' }, 'There is no entry 1-0 that waits or was taken for spam in the book in ./data.'],
  ['reply', { kind: 'unknown' }, 'There is no entry 1-0 that is published or hidden in the book in ./data.'],
  ['hide', { kind: 'full' }, 'As many entries are hidden as can be (1,000): show or remove some, then hide 1-0 again.'],
  ['pin', { kind: 'full' }, 'As many entries are pinned as can be (3): unpin one, then pin 1-0 again.'],
])('%s that is %o', (action, outcome, said) => {
  expect(describeOutcome(action, '1-0', outcome, 'in the book in ./data')).toBe(said)
})
