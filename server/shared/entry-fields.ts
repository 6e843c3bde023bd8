/** What holds for one field of an entry. */
export interface EntryField {
  /** How many characters, as people count them, it has at most. */
  readonly limit: number
  /** True where it may be left empty. */
  readonly isOptional: boolean
  /** True where it keeps its line breaks; false where every run of white space becomes one space. */
  readonly hasLineBreaks: boolean
}

/**
 * The fields that visitors fill in, in the order in which they are stored and sent. Types, checks, schemas, both stores, the form and
 * the script follow from this. A new field comes last and is optional: the entries that there are do not have it.
 */
export const ENTRY_FIELDS = {
  name: { limit: 50, isOptional: true, hasLineBreaks: false },
  message: { limit: 1000, isOptional: false, hasLineBreaks: true },
} as const satisfies Readonly<Record<string, EntryField>>

/** How many code points a character has at most. Emoji of four people with skin tones have 11, the flag of Scotland 7. */
export const CHARACTER_LIMIT = 16

/** How many bytes of UTF-8 all fields have together at most. */
export const ENTRY_LIMIT = 10 * 1024

export type FieldName = keyof typeof ENTRY_FIELDS

/** The fields that may not be left empty. */
export type RequiredField = {
  [Field in FieldName]: (typeof ENTRY_FIELDS)[Field]['isOptional'] extends true ? never : Field
}[FieldName]

export const FIELD_NAMES = Object.keys(ENTRY_FIELDS) as readonly FieldName[]

/** True where a field may not be left empty. */
export function isRequired(field: FieldName): field is RequiredField {
  return !ENTRY_FIELDS[field].isOptional
}

/**
 * How many UTF-16 units a field has at most as it comes; what is longer is refused unread. There is room for what normalising takes
 * away, and for the longest text that fits.
 */
export function rawLimit(field: FieldName): number {
  return Math.min(ENTRY_FIELDS[field].limit * CHARACTER_LIMIT * 2, 16 * 1024)
}
