/** The most that an entry can need, in bytes: 10,000 code points, percent-encoded. */
export const BODY_LIMIT = 128 * 1024

/** How much of a form is read, in bytes. If it is too large, the start of what was typed is shown again. */
export const FORM_LIMIT = 256 * 1024
