/** In milliseconds since 1970, as from `Date.now()`. */
export type UnixTime = number
