/** The server sends a heartbeat every 15 s. A stream that is silent for longer than this counts as dead. */
export const SILENCE_MS = 40_000

const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 30_000

/**
 * How long to wait before the next attempt, in milliseconds. It doubles after each failure, is never less than the server
 * asked for, and is partly random, so that browsers that were cut off together do not return together.
 * @param failures how many attempts have failed, from 1
 * @param retryAfter the header `Retry-After` in seconds; a date is ignored
 * @param chance from 0 to 1
 */
export function retryPause(failures: number, retryAfter: string | null, chance = Math.random()): number {
  const growing = Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS)
  return Math.max(growing, (Number(retryAfter) || 0) * 1000) * (1 + chance / 4)
}

/** Waits, but not longer than until one of the events. */
export function pause(milliseconds: number, ...until: readonly (readonly [EventTarget, string])[]): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      for (const [target, type] of until) target.removeEventListener(type, end)
      resolve()
    }
    const timer = setTimeout(end, milliseconds)
    for (const [target, type] of until) target.addEventListener(type, end)
  })
}
