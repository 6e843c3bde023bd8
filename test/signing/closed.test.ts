import { expect, test } from 'vitest'
import type { Gate } from '../../server/book/gate.ts'
import { closedAt } from '../../server/signing/closed.ts'

test.each<[Gate, object | undefined]>([
  [{ state: 'open' }, undefined],
  [{ state: 'first' }, undefined],
  [{ state: 'hold' }, undefined],
  [{ state: 'closed' }, {}],
  [{ state: 'open', opensAt: 101 }, { opensAt: 101 }],
  [{ state: 'hold', opensAt: 101 }, { opensAt: 101 }],
  [{ state: 'open', opensAt: 100 }, undefined],
  [{ state: 'open', closesAt: 101 }, undefined],
  [{ state: 'open', closesAt: 100 }, {}],
  [{ state: 'open', opensAt: 50, closesAt: 100 }, {}],
  [{ state: 'open', opensAt: 150, closesAt: 200 }, { opensAt: 150 }],
  // It never opens.
  [{ state: 'closed', opensAt: 150 }, {}],
  [{ state: 'open', opensAt: 150, closesAt: 150 }, {}],
])('%o at 100: %o', (gate, closed) => {
  expect(closedAt(gate, 100)).toEqual(closed)
})
