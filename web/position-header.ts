import { type Position, parsePosition, reaches } from '../server/common/position.ts'

/** Of an answer, and of a request whose answer must not be older. */
export const POSITION_HEADER = 'guestbook-position'

export function positionHeader(position: string | null | undefined): Readonly<Record<string, string>> {
  return position ? { [POSITION_HEADER]: position } : {}
}

/**
 * True if the book has lost entries, as after a failover to a replica that lacked them. `told` is from the answer to a request with the
 * position `known`: a front end that is merely behind repeats it, and only the master makes it say less.
 */
export function hasLost(known: Position | undefined, told: string | null | undefined): boolean {
  const position = parsePosition(told ?? undefined)
  return known !== undefined && position !== undefined && !reaches(position, known)
}
