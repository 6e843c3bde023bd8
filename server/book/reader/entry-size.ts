import { type Entry, rareFieldsOf } from '../../common/entry.ts'
import { TEXT_FIELDS } from '../../common/entry-fields.ts'

/** What a page adds to an entry's fields, in bytes. */
const MARKUP = 450

const MARK = 45

/** What a page adds to a rare field, in bytes. A drawing has a file of its own. */
const RARE_MARKUP = 110

/** What a page adds to the text of a reply, in bytes. */
const REPLY_MARKUP = 250

/** In bytes: `"` becomes `&quot;`. */
const ESCAPE = 5

/** An upper bound for an entry's size on a page, in bytes of HTML. */
export function entrySize(entry: Entry): number {
  const marks = MARK * (Number(entry.edited ?? 0) + Number(entry.pinned ?? 0))
  const reply = entry.reply ? REPLY_MARKUP + textSize(entry.reply.text) : 0
  return TEXT_FIELDS.reduce(
    (bytes, field) => bytes + textSize(entry[field] ?? ''),
    MARKUP + marks + reply + RARE_MARKUP * rareFieldsOf(entry).length,
  )
}

function textSize(text: string): number {
  return Buffer.byteLength(text) + ESCAPE * (text.match(/[&<>"'`]/g)?.length ?? 0)
}
