import {
  FIELD_NAMES,
  type FieldName,
  isRequired,
  RARE_FIELDS,
  type RareField,
  type RequiredField,
  USUAL_FIELDS,
  type UsualField,
} from './entry-fields.ts'

/** What a visitor wrote, normalised and within the limits (see `text/`). An empty name means anonymous; rare fields are absent if empty. */
export type Draft = Readonly<Record<UsualField, string>> & { readonly [Field in RareField]?: string | undefined }

/** A draft as it arrives. Optional fields may be absent. */
export type DraftInput = Readonly<Record<RequiredField, string>> & {
  readonly [Field in Exclude<FieldName, RequiredField>]?: string | undefined
}

export interface Entry extends Draft {
  /** Its id in the log, `<milliseconds>-<sequence>`. Later entries have greater ids. */
  readonly id: string
  /** When it was written, ISO 8601 in UTC. After a clock jump, ids may run ahead of this time. */
  readonly createdAt: string
  /** True if it replaces an earlier entry of its author. */
  readonly edited?: true | undefined
  readonly replaces?: string | undefined
  readonly pinned?: true | undefined
  readonly byOwner?: true | undefined
  readonly reply?: Reply | undefined
}

/** The owner's answer below an entry. */
export interface Reply {
  readonly text: string
  /** ISO 8601 in UTC. */
  readonly at: string
}

export function draftOf(textOf: (field: FieldName) => string): Draft {
  const draft: Partial<Record<FieldName, string>> = {}
  for (const field of USUAL_FIELDS) draft[field] = textOf(field)
  for (const field of RARE_FIELDS) {
    const text = textOf(field)
    if (text !== '') draft[field] = text
  }
  return draft as Draft
}

/** The entry that a draft becomes, with its parts in the order of sending. */
export function entryOf(id: string, draft: Draft, createdAt: string): Entry {
  return { id, ...draft, createdAt }
}

/** Replaces half surrogate pairs, which UTF-8 cannot hold, by U+FFFD, and absent fields by empty texts. */
export function toWellFormed(draft: DraftInput): Draft {
  return draftOf((field) => draft[field]?.toWellFormed() ?? '')
}

/** The fields that identify a draft: without empty ones at the end, which another release beside this one may not know. */
export function fieldsOf(draft: Draft): readonly FieldName[] {
  return FIELD_NAMES.slice(0, FIELD_NAMES.findLastIndex((field) => isRequired(field) || draft[field]) + 1)
}

/** The texts of those fields. */
export function wordsOf(draft: Draft): readonly string[] {
  return fieldsOf(draft).map((field) => draft[field] ?? '')
}

export function rareFieldsOf(draft: Draft): readonly RareField[] {
  return RARE_FIELDS.filter((field) => draft[field])
}
