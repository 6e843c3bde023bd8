import { type Gate, gateStateAt } from '../book/gate.ts'

interface Closed {
  /** In milliseconds since 1970, if it is known. */
  readonly opensAt?: number | undefined
}

/** Undefined while the gate lets entries in, if only to wait for the owner. */
export function closedAt(gate: Gate, now: number): Closed | undefined {
  if (gateStateAt(gate, now) !== 'closed') return undefined
  const { state, opensAt } = gate
  const opens = opensAt !== undefined && now < opensAt && gateStateAt(gate, opensAt) !== 'closed'
  return opens && state !== 'closed' ? { opensAt } : {}
}
