/** The media type of a problem document (RFC 9457, section 3). */
export const PROBLEM_TYPE = 'application/problem+json'

/** An error of the API (RFC 9457). */
export interface Problem {
  /** For programs, such as `message-empty` or `too-many-posts`; otherwise the status, such as `not-found`. */
  readonly kind: string
  readonly title: string
  readonly status: number
  /** What was wrong and what was expected. If visitors may see it, it is in their language. */
  readonly detail: string
  readonly errors?: readonly ProblemError[] | undefined
  readonly requestId: string
}

export interface ProblemError {
  /** A JSON pointer into the body (RFC 6901), as a URI fragment. */
  readonly pointer: string
  readonly detail: string
}
