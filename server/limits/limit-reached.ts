/** What a limit protects, as it is named in the log and in `guestbook_refused_total`. */
export type LimitName =
  | 'bodies'
  | 'connections'
  | 'network_streams'
  | 'pipelined_requests'
  | 'reads'
  | 'slow_bodies'
  | 'streams'
  | 'unread_answers'

/** Refuses work that would take the process past one of its limits. Nothing was done; trying again later may succeed. */
export class LimitReached extends Error {
  override readonly name = 'LimitReached'
  readonly limit: LimitName
  readonly retryAfterSeconds: number

  /**
   * @param limit the limit that was reached
   * @param detail one sentence for the client
   * @param retryAfterSeconds when to try again
   */
  constructor(limit: LimitName, detail: string, retryAfterSeconds: number) {
    super(detail)
    this.limit = limit
    this.retryAfterSeconds = retryAfterSeconds
  }
}
