import { type Gate, gateStateAt } from '../book/gate.ts'
import type { WallTimes } from '../common/wall.ts'

/** What the owner can set, in seconds. */
export const DELAY = { least: 0, most: 600, usual: 10 } as const
export const SECONDS = { least: 3, most: 300, usual: 8 } as const

/**
 * Unless the owner says otherwise, a new entry waits for 10 seconds, so that there is time to hide it. It does not wait at all while each
 * entry is read before it is published.
 * @param settings as the book keeps them
 * @param now in milliseconds since 1970
 */
export function wallTimes(settings: Readonly<Record<string, string>>, gate: Gate, now: number): WallTimes {
  return {
    delay: gateStateAt(gate, now) === 'hold' ? 0 : numberIn(settings.wallDelay, DELAY),
    seconds: numberIn(settings.wallSeconds, SECONDS),
  }
}

/** What another program wrote wrongly counts as not set. */
function numberIn(text = '', { least, most, usual }: typeof DELAY | typeof SECONDS): number {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : usual
  return value >= least && value <= most ? value : usual
}
