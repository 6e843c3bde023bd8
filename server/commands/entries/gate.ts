import { type Gate, type GateState, gateStateAt } from '../../book/gate.ts'
import type { UnixTime } from '../../common/unix-time.ts'
import { BY_COMMAND, type CommandParts } from './command-parts.ts'
import { formatTime, zoneHere } from './parse-time.ts'
import { readRules } from './read-rules.ts'

const STATES: Readonly<Record<GateState, string>> = {
  open: 'Everyone can sign',
  first: 'Everyone can sign; entries by authors who were never published wait for you',
  hold: 'Everyone can sign; all entries wait for you',
  closed: 'Nobody can sign',
}

/** Says who can sign, after setting it if `gate` is given. @returns the exit code */
export async function gate(gate: Gate | undefined, { beside, terminal }: CommandParts): Promise<number> {
  if (gate) await beside.reach(() => beside.book.moderation.setGate(gate, BY_COMMAND))
  for (const line of describeGate(gate ?? (await readRules(beside)).gate, Date.now())) terminal.say(line)
  return 0
}

export function describeGate({ state, opensAt, closesAt }: Gate, now: UnixTime): readonly string[] {
  const from = opensAt === undefined ? '' : ` from ${inBothZones(opensAt)}`
  const until = closesAt === undefined ? '' : ` until ${inBothZones(closesAt)}`
  const isTimed = opensAt !== undefined || closesAt !== undefined
  const isClosedNow = gateStateAt({ state, opensAt, closesAt }, now) === 'closed'
  return [
    `${STATES[state]}${from}${until}.`,
    ...(isTimed ? [isClosedNow ? 'Right now, the book is closed.' : 'Right now, the book is open.'] : []),
  ]
}

function inBothZones(time: number): string {
  const zone = zoneHere()
  const utc = `${new Date(time).toISOString().slice(0, 16)}Z`
  return zone === 'UTC' ? utc : `${formatTime(time)} (${zone}; ${utc})`
}
