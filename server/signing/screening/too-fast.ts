/** Nobody reads a page and writes an entry in less. */
const FASTEST_MS = 3000

/** True if a browser posts sooner after its first entry than a person can write. `firstSeen` and `now` are in milliseconds since 1970. */
export function isTooFast(firstSeen: number | undefined, now: number): boolean {
  return firstSeen !== undefined && now - firstSeen < FASTEST_MS
}
