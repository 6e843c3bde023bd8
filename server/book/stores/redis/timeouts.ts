/** After this long without a byte of an answer, a node that is near counts as gone, in milliseconds. */
export const SHORTEST_PATIENCE = 750

/** How many times as long as the handshake took, which is two round trips or more. */
const HANDSHAKES = 2

/**
 * After how long without a byte of an answer a node counts as gone, in milliseconds: quickly where it is near, later where it is far,
 * but never later than a write is waited for.
 * @param handshake how long the node took to answer when it was connected to, in milliseconds
 * @param writeTimeout how long a write may take, in milliseconds
 */
export function patience(handshake: number, writeTimeout: number): number {
  const longest = Math.max(SHORTEST_PATIENCE, writeTimeout)
  return Math.min(longest, Math.max(SHORTEST_PATIENCE, Math.ceil(HANDSHAKES * handshake)))
}
