import { describe, expect, test } from 'vitest'
import { formatGate, type Gate, gateStateAt, nextOpening, OPEN_GATE, parseGate } from '../../server/book/gate.ts'

const now = 1_000_000

describe('a gate', () => {
  test.each<[Gate, ReturnType<typeof gateStateAt>, number | undefined]>([
    [{ state: 'open' }, 'open', undefined],
    [{ state: 'closed' }, 'closed', undefined],
    [{ state: 'hold', opensAt: now + 1 }, 'closed', now + 1],
    [{ state: 'hold', opensAt: now }, 'hold', undefined],
    [{ state: 'first', closesAt: now + 1 }, 'first', undefined],
    [{ state: 'first', closesAt: now }, 'closed', undefined],
    [{ state: 'open', opensAt: now + 1, closesAt: now + 2 }, 'closed', now + 1],
    // It never opens.
    [{ state: 'open', opensAt: now + 2, closesAt: now + 1 }, 'closed', undefined],
    [{ state: 'closed', opensAt: now + 1 }, 'closed', undefined],
  ])('%j is %s, and opens at %s', (gate, state, opensAt) => {
    expect(gateStateAt(gate, now)).toBe(state)
    expect(nextOpening(gate, now)).toBe(opensAt)
    expect(parseGate(formatGate(gate))).toEqual({ opensAt: undefined, closesAt: undefined, ...gate })
  })

  test.each([undefined, null, '', 'ajar', 'ajar 0 0'])('is open if its text is %j', (text) => {
    expect(parseGate(text)).toEqual(OPEN_GATE)
  })

  test.each(['hold', 'hold 0 0', 'hold -1 x', 'hold 1.5'])('without a valid time has none: %s', (text) => {
    expect(parseGate(text)).toEqual({ state: 'hold', opensAt: undefined, closesAt: undefined })
  })
})
