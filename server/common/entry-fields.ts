/** The rules for one field of an entry. */
export interface EntryField {
  /** In characters, as people count them. */
  readonly limit: number
  /** True if it may be empty. */
  readonly isOptional: boolean
  /** True if it keeps its line breaks. If false, all white space becomes single spaces. */
  readonly hasLineBreaks: boolean
}

/**
 * The fields of the form, in the order of storage. Types, checks, schemas, stores, form and script follow from this. New fields go last and
 * are optional, since existing entries do not have them.
 */
export const ENTRY_FIELDS = {
  name: { limit: 50, isOptional: true, hasLineBreaks: false },
  message: { limit: 1000, isOptional: false, hasLineBreaks: true },
} as const satisfies Readonly<Record<string, EntryField>>

/** The most code points in one character. An emoji of four people with skin tones has 11, the flag of Scotland 7. */
export const CHARACTER_LIMIT = 16

/** The most bytes of UTF-8 that all fields may take together. */
export const ENTRY_LIMIT = 10 * 1024

export type FieldName = keyof typeof ENTRY_FIELDS

export type RequiredField = {
  [Field in FieldName]: (typeof ENTRY_FIELDS)[Field]['isOptional'] extends true ? never : Field
}[FieldName]

export const FIELD_NAMES = Object.keys(ENTRY_FIELDS) as readonly FieldName[]

export function isRequired(field: FieldName): field is RequiredField {
  return !ENTRY_FIELDS[field].isOptional
}

/** The most UTF-16 units before normalising. Longer texts are refused unread. */
export function rawLimit(field: FieldName): number {
  return Math.min(ENTRY_FIELDS[field].limit * CHARACTER_LIMIT * 2, 16 * 1024)
}
