import { DAY_MS } from './unix-time.ts'

/** How long a post may be sent again under its key, in milliseconds. The server forgets older keys. */
export const KEY_LIFETIME_MS = DAY_MS
