import { FIELD_NAMES, type FieldName, isRequired, type RequiredField } from './entry-fields.ts'

/** What a visitor hands in: already normalised and within the limits (see `text/`). An empty name means anonymous. */
export type Draft = Readonly<Record<FieldName, string>>

/** What a visitor hands in, as it comes: what is optional may be absent. */
export type DraftInput = Readonly<Record<RequiredField, string>> & {
  readonly [Field in Exclude<FieldName, RequiredField>]?: string | undefined
}

/** What stands in the book. */
export interface Entry extends Draft {
  /** The entry's id in its log, `<milliseconds>-<sequence>`: later entries have greater ids. */
  readonly id: string
  /** When it was written, ISO 8601 in UTC. A field of its own: after a clock jump ids run ahead of the time. */
  readonly createdAt: string
}

/** A draft with the text of each field. */
export function draftOf(textOf: (field: FieldName) => string): Draft {
  const draft: Partial<Record<FieldName, string>> = {}
  for (const field of FIELD_NAMES) draft[field] = textOf(field)
  return draft as Draft
}

/** The entry that a draft becomes, its parts in the order in which they are sent. */
export function entryOf(id: string, draft: Draft, createdAt: string): Entry {
  return { id, ...draft, createdAt }
}

/** The draft with U+FFFD for each half of a surrogate pair, which no UTF-8 can hold, and an empty text for what is absent. */
export function toWellFormed(draft: DraftInput): Draft {
  return draftOf((field) => draft[field]?.toWellFormed() ?? '')
}

/**
 * The words by which one draft is told from another. Optional fields after the last required one count only as far as they are filled
 * in, so that an entry is known again by a guestbook that does not have them yet.
 */
export function wordsOf(draft: Draft): readonly string[] {
  const last = FIELD_NAMES.findLastIndex((field) => isRequired(field) || draft[field] !== '')
  return FIELD_NAMES.slice(0, last + 1).map((field) => draft[field])
}
