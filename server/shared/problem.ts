/** The media type of a problem document (RFC 9457, section 3). */
export const PROBLEM_TYPE = 'application/problem+json'

/** An error as the API tells it: RFC 9457. */
export interface Problem {
  /** What went wrong, for programs: `message-empty`, `too-many-posts`; where nothing more is known, the status, as in `not-found`. */
  readonly kind: string
  /** The status in words, in English. */
  readonly title: string
  readonly status: number
  /** What was wrong, and what was expected: where a visitor may read it, in their language. */
  readonly detail: string
  /** Which parts of the body are meant. */
  readonly errors?: readonly ProblemError[] | undefined
  /** For the owner to find it in the log. */
  readonly requestId: string
}

/** What was wrong with one part of the body. */
export interface ProblemError {
  /** A JSON pointer into the body (RFC 6901), as a URI fragment. */
  readonly pointer: string
  readonly detail: string
}
