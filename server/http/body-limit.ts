/** The most that an entry can need, in bytes: 10,000 code points, percent-encoded. */
export const BODY_LIMIT = 128 * 1024
