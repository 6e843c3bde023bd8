/** A nearby node that sends nothing for this long counts as gone. */
export const SHORTEST_PATIENCE_MS = 750

/** Before the next attempt to reach a master that readers may be waiting for. */
export const SHORT_RETRY_PAUSE_MS = 100

const HANDSHAKES = 2

/** How long a node may be silent before it counts as gone, from the time that it took to answer on connecting. All in milliseconds. */
export function patience(handshake: number, writeTimeout: number): number {
  const longest = Math.max(SHORTEST_PATIENCE_MS, writeTimeout)
  return Math.min(longest, Math.max(SHORTEST_PATIENCE_MS, Math.ceil(HANDSHAKES * handshake)))
}
