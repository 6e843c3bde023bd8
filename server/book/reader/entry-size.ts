import { type Entry, rareFieldsOf } from '../../common/entry.ts'
import { TEXT_FIELDS } from '../../common/entry-fields.ts'

/** What a page adds to an entry's fields. */
const MARKUP_BYTES = 450

const MARK_BYTES = 45

/** What a page adds to a rare field. A drawing has a file of its own. */
const RARE_BYTES = 110

/** What a page adds to the text of a reply. */
const REPLY_BYTES = 250

/** `"` becomes `&quot;`. */
const ESCAPE_BYTES = 5

/** An upper bound for an entry's size on a page, in bytes of HTML. */
export function entrySize(entry: Entry): number {
  const marks = MARK_BYTES * (Number(entry.edited ?? 0) + Number(entry.pinned ?? 0))
  const reply = entry.reply ? REPLY_BYTES + textSize(entry.reply.text) : 0
  return TEXT_FIELDS.reduce(
    (bytes, field) => bytes + textSize(entry[field] ?? ''),
    MARKUP_BYTES + marks + reply + RARE_BYTES * rareFieldsOf(entry).length,
  )
}

function textSize(text: string): number {
  return Buffer.byteLength(text) + ESCAPE_BYTES * (text.match(/[&<>"'`]/g)?.length ?? 0)
}
