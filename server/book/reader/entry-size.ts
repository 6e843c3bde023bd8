import type { Entry } from '../../shared/entry.ts'
import { FIELD_NAMES } from '../../shared/entry-fields.ts'

/** What a page writes around an entry's fields, in bytes. */
const MARKUP = 450

/** What escaping adds to a character at most, in bytes: `"` becomes `&quot;`. */
const ESCAPE = 5

/** How large an entry is on a page, in bytes of HTML: never less than it is, and hardly more. As JSON it is smaller. */
export function entrySize(entry: Entry): number {
  return FIELD_NAMES.reduce((bytes, field) => bytes + textSize(entry[field]), MARKUP)
}

function textSize(text: string): number {
  return Buffer.byteLength(text) + ESCAPE * (text.match(/[&<>"'`]/g)?.length ?? 0)
}
