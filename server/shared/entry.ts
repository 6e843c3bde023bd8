/** What a visitor hands in: already normalised and within the limits (see `text/`). An empty name means anonymous. */
export interface Draft {
  readonly name: string
  readonly message: string
}

/** What stands in the book. */
export interface Entry extends Draft {
  /** The entry's id in its log, `<milliseconds>-<sequence>`: later entries have greater ids. */
  readonly id: string
  /** When it was written, ISO 8601 in UTC. A field of its own: after a clock jump ids run ahead of the time. */
  readonly createdAt: string
}
