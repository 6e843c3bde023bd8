import { type Gate, gateStateAt } from '../book/gate.ts'
import type { WallTimes } from '../common/wall.ts'
import type { StoredSettings } from './stored-settings.ts'

/** What the owner can set, in seconds. */
export const DELAY = { least: 0, most: 600, usual: 10 } as const
export const SECONDS = { least: 3, most: 300, usual: 8 } as const

/** A new entry waits, so that there is time to hide it, but not while the owner reads each entry first. */
export function wallTimes(settings: StoredSettings, gate: Gate, now: number): WallTimes {
  return {
    delay: gateStateAt(gate, now) === 'hold' ? 0 : numberIn(settings.wallDelay, DELAY),
    seconds: numberIn(settings.wallSeconds, SECONDS),
  }
}

function numberIn(text = '', { least, most, usual }: typeof DELAY | typeof SECONDS): number {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : usual
  return value >= least && value <= most ? value : usual
}
