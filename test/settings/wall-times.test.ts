import { expect, test } from 'vitest'
import type { Gate } from '../../server/book/gate.ts'
import type { WallTimes } from '../../server/common/wall.ts'
import { wallTimes } from '../../server/settings/wall-times.ts'

const NOW = Date.parse('2026-11-26T20:00Z')

test.each<[what: string, settings: Record<string, string>, gate: Gate, expected: WallTimes]>([
  ['nothing set', {}, { state: 'open' }, { delay: 10, seconds: 8 }],
  ['both set', { wallDelay: '0', wallSeconds: '20' }, { state: 'open' }, { delay: 0, seconds: 20 }],
  [
    'what another program wrote wrongly',
    { wallDelay: '-1', wallSeconds: '1' },
    { state: 'open' },
    { delay: 10, seconds: 8 },
  ],
  ['too much', { wallDelay: '601', wallSeconds: '1e9' }, { state: 'open' }, { delay: 10, seconds: 8 }],
  ['known authors unread', {}, { state: 'first' }, { delay: 10, seconds: 8 }],
  ['each entry read first', { wallDelay: '60' }, { state: 'hold' }, { delay: 0, seconds: 8 }],
  ['closed, after entries that nobody read', {}, { state: 'hold', closesAt: NOW - 1000 }, { delay: 10, seconds: 8 }],
])('%s', (_what, settings, gate, expected) => {
  expect(wallTimes(settings, gate, NOW)).toEqual(expected)
})
