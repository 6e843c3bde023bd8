/** The limits' names in the log and in `guestbook_refused_total`. */
export const LIMIT_NAMES = [
  'bodies',
  'body_pieces',
  'codes',
  'connections',
  'network_streams',
  'pipelined_requests',
  'printings',
  'reads',
  'slow_bodies',
  'streams',
  'unread_answers',
] as const

export type LimitName = (typeof LIMIT_NAMES)[number]

/** Work would exceed a limit of the process. Nothing was done; a later try may succeed. */
export class LimitReached extends Error {
  override readonly name = 'LimitReached'
  readonly limit: LimitName
  readonly retryAfterSeconds: number

  /** @param detail one sentence for the client */
  constructor(limit: LimitName, detail: string, retryAfterSeconds: number) {
    super(detail)
    this.limit = limit
    this.retryAfterSeconds = retryAfterSeconds
  }
}
