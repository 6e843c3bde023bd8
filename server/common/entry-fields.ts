interface EntryField {
  /** In characters, as people count them; for a drawing in bytes. */
  readonly limit: number
  readonly isOptional: boolean
  /** True if few entries have it. For the others it is absent and costs nothing. */
  readonly isRare: boolean
  /** True if it keeps its line breaks. If false, all white space becomes single spaces. */
  readonly hasLineBreaks: boolean
  /** True for a drawing in the grammar of `signature/strokes.ts` instead of text. */
  readonly isDrawn: boolean
}

/** The form's fields, in the order of storage; types, checks and stores follow from this. New ones go last, optional and rare. */
export const ENTRY_FIELDS = {
  name: { limit: 50, isOptional: true, isRare: false, hasLineBreaks: false, isDrawn: false },
  message: { limit: 1000, isOptional: false, isRare: false, hasLineBreaks: true, isDrawn: false },
  /** The answer to the owner's own question, such as "Where from?". */
  extra: { limit: 50, isOptional: true, isRare: true, hasLineBreaks: false, isDrawn: false },
  signature: { limit: 2000, isOptional: true, isRare: true, hasLineBreaks: false, isDrawn: true },
} as const satisfies Readonly<Record<string, EntryField>>

/** The most code points in one character. An emoji of four people with skin tones has 11, the flag of Scotland 7. */
export const CHARACTER_LIMIT = 16

/** The most bytes of UTF-8 that all fields may take together. */
export const ENTRY_LIMIT = 10 * 1024

export type FieldName = keyof typeof ENTRY_FIELDS

export type RequiredField = {
  [Field in FieldName]: (typeof ENTRY_FIELDS)[Field]['isOptional'] extends true ? never : Field
}[FieldName]

export type RareField = {
  [Field in FieldName]: (typeof ENTRY_FIELDS)[Field]['isRare'] extends true ? Field : never
}[FieldName]

/** A field that every entry has, perhaps empty. */
export type UsualField = Exclude<FieldName, RareField>

export type DrawnField = {
  [Field in FieldName]: (typeof ENTRY_FIELDS)[Field]['isDrawn'] extends true ? Field : never
}[FieldName]

export type TextField = Exclude<FieldName, DrawnField>

export const FIELD_NAMES = Object.keys(ENTRY_FIELDS) as readonly FieldName[]

export const USUAL_FIELDS = FIELD_NAMES.filter((field): field is UsualField => !ENTRY_FIELDS[field].isRare)

export const RARE_FIELDS = FIELD_NAMES.filter((field): field is RareField => ENTRY_FIELDS[field].isRare)

export const TEXT_FIELDS = FIELD_NAMES.filter((field): field is TextField => !isDrawn(field))

export function isRequired(field: FieldName): field is RequiredField {
  return !ENTRY_FIELDS[field].isOptional
}

export function isDrawn(field: FieldName): field is DrawnField {
  return ENTRY_FIELDS[field].isDrawn
}

/** The most UTF-16 units of a text before normalising. Longer texts are refused unread. */
export function rawLimit(field: TextField): number {
  return Math.min(ENTRY_FIELDS[field].limit * CHARACTER_LIMIT * 2, 16 * 1024)
}
