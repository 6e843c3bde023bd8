/** The header of an answer that tells a position, and of a request whose answer must not be older than one. */
export const POSITION_HEADER = 'guestbook-position'

/** The headers of a request whose answer must not be older than a position. */
export function positionHeader(position: string | null | undefined): Readonly<Record<string, string>> {
  return position ? { [POSITION_HEADER]: position } : {}
}
