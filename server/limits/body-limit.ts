/** In bytes: the most that an entry can need, 10,000 code points percent-encoded. */
export const BODY_LIMIT = 128 * 1024

/** In bytes. Of a larger form, the start of what was typed is shown again. */
export const FORM_LIMIT = 256 * 1024
