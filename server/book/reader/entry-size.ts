import type { Entry } from '../../shared/entry.ts'

/** What a page writes around a name and a message, in bytes. */
const MARKUP = 450

/** What escaping adds to a character at most, in bytes: `"` becomes `&quot;`. */
const ESCAPE = 5

/** How large an entry is on a page, in bytes of HTML: never less than it is, and hardly more. As JSON it is smaller. */
export function entrySize({ name, message }: Entry): number {
  return MARKUP + textSize(name) + textSize(message)
}

function textSize(text: string): number {
  return Buffer.byteLength(text) + ESCAPE * (text.match(/[&<>"'`]/g)?.length ?? 0)
}
