/** True if `text` shows nothing: it is empty, or has only white space, invisible characters and letters without ink. */
export function isBlank(text: string): boolean {
  return SHOWS_NOTHING.test(text)
}

/** Removes invisible characters. White space stays, except for a few control characters. */
export function withoutInvisible(text: string): string {
  return text.replace(INVISIBLE, '')
}

/** Control and default-ignorable characters (joiners, Hangul fillers …), and the braille blank and null notehead, which are drawn empty. */
const SHOWS_NOTHING =
  /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\ufff9-\ufffc\u2800\u{1d159}]*$/u

const INVISIBLE = /[^\P{Cc}\s]|[\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\ufff9-\ufffc]/gu
