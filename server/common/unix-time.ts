/** In milliseconds since 1970, as from `Date.now()`. */
export type UnixTime = number

export const MINUTE_MS = 60 * 1000

export const DAY_MS = 24 * 60 * 60 * 1000
