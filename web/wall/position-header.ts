/** Of an answer, and of a request whose answer must not be older. */
export const POSITION_HEADER = 'guestbook-position'

export function positionHeader(position: string | null | undefined): Readonly<Record<string, string>> {
  return position ? { [POSITION_HEADER]: position } : {}
}
