import type { UnixTime } from '../common/unix-time.ts'

/** Everyone may sign; `first`: new authors' entries wait; `hold`: all entries wait; `closed`: nobody may sign. */
export type GateState = 'open' | 'first' | 'hold' | 'closed'

/** The rule for new entries. Stored as a text, see {@link formatGate}. */
export interface Gate {
  readonly state: GateState
  /** Before this time the book is closed. */
  readonly opensAt?: UnixTime | undefined
  /** From this time on the book is closed. */
  readonly closesAt?: UnixTime | undefined
}

export const OPEN_GATE: Gate = { state: 'open' }

const STATES: readonly string[] = ['open', 'first', 'hold', 'closed'] satisfies GateState[]

/** The state at a time. The append scripts apply the same rule. */
export function gateStateAt({ state, opensAt, closesAt }: Gate, now: UnixTime): GateState {
  const isEarly = opensAt !== undefined && now < opensAt
  const isLate = closesAt !== undefined && now >= closesAt
  return isEarly || isLate ? 'closed' : state
}

/** Why a gate makes no sense: a closed book has no times, and one that closes before it opens never opens. */
export type GateProblem = 'closed-has-times' | 'closes-first'

/** Undefined if the gate makes sense. */
export function checkGate({ state, opensAt, closesAt }: Gate): GateProblem | undefined {
  const isTimed = opensAt !== undefined || closesAt !== undefined
  if (state === 'closed' && isTimed) return 'closed-has-times'
  return opensAt !== undefined && closesAt !== undefined && closesAt <= opensAt ? 'closes-first' : undefined
}

/** When a closed book will open; undefined if it is open, or that is unknown. */
export function nextOpening({ state, opensAt, closesAt }: Gate, now: UnixTime): UnixTime | undefined {
  if (state === 'closed' || opensAt === undefined || opensAt <= now) return undefined
  return closesAt === undefined || opensAt < closesAt ? opensAt : undefined
}

/** `<state> <opensAt> <closesAt>`, with 0 for a time that is not set. */
export function formatGate({ state, opensAt = 0, closesAt = 0 }: Gate): string {
  return `${state} ${opensAt} ${closesAt}`
}

/** Parses the result of `formatGate`, or just a state. An absent or unknown text is an open gate. */
export function parseGate(text: string | null | undefined): Gate {
  const [state = '', opensAt, closesAt] = text?.split(' ') ?? []
  if (!isGateState(state)) return OPEN_GATE
  return { state, opensAt: timeOf(opensAt), closesAt: timeOf(closesAt) }
}

export function isGateState(text: string): text is GateState {
  return STATES.includes(text)
}

function timeOf(text = '0'): UnixTime | undefined {
  const time = Number(text)
  return Number.isSafeInteger(time) && time > 0 ? time : undefined
}
