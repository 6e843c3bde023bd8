/** In milliseconds since 1970, as from `Date.now()`. */
export type UnixTime = number

export const MINUTE_MS = 60 * 1000

/** In milliseconds. */
export const DAY = 24 * 60 * 60 * 1000
