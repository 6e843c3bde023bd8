/** The most that an entry can need, in bytes: 10,000 code points, percent-encoded. */
export const BODY_LIMIT = 128 * 1024

/** How much of a form is read, in bytes: of one that is too large, the beginning of what was typed can be given back. */
export const FORM_LIMIT = 256 * 1024
