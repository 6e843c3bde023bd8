import { expect, test } from 'vitest'
import { presenceAfter } from '../../web/kiosk/presence.ts'

test.each([
  [0, false, { kind: 'here' }],
  [59_999, false, { kind: 'here' }],
  [60_000, false, { kind: 'asked', seconds: 20 }],
  [60_001, false, { kind: 'asked', seconds: 20 }],
  [79_999, false, { kind: 'asked', seconds: 1 }],
  [80_000, false, { kind: 'gone' }],
  [119_999, true, { kind: 'here' }],
  [120_000, true, { kind: 'asked', seconds: 20 }],
  [140_000, true, { kind: 'gone' }],
  [10_000_000, true, { kind: 'gone' }],
  // The clock was set back.
  [-5_000, false, { kind: 'here' }],
])('after %i ms without a touch, while writing: %s', (idle, isWriting, expected) => {
  expect(presenceAfter(idle, isWriting)).toEqual(expected)
})
