import type { Entry } from '../../common/entry.ts'
import { FIELD_NAMES } from '../../common/entry-fields.ts'

/** What a page adds to an entry's fields, in bytes. */
const MARKUP = 450

/** In bytes: `"` becomes `&quot;`. */
const ESCAPE = 5

/** An upper bound for an entry's size on a page, in bytes of HTML. */
export function entrySize(entry: Entry): number {
  return FIELD_NAMES.reduce((bytes, field) => bytes + textSize(entry[field]), MARKUP)
}

function textSize(text: string): number {
  return Buffer.byteLength(text) + ESCAPE * (text.match(/[&<>"'`]/g)?.length ?? 0)
}
