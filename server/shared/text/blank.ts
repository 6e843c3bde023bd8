/** True where `text` shows nothing: it holds white space, invisible characters and letters without ink only, or is empty. */
export function isBlank(text: string): boolean {
  return SHOWS_NOTHING.test(text)
}

/** The text without its invisible characters. White space stays, apart from a few control characters. */
export function withoutInvisible(text: string): string {
  return text.replace(INVISIBLE, '')
}

/**
 * White space and control characters; what Unicode has a font leave out (zero-width spaces and joiners, Hangul
 * fillers, variation selectors); the braille pattern without dots and the musical null notehead, which are drawn empty.
 */
const SHOWS_NOTHING =
  /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\ufff9-\ufffc\u2800\u{1d159}]*$/u

const INVISIBLE = /[^\P{Cc}\s]|[\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\ufff9-\ufffc]/gu
