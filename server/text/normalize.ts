import { compose } from './compose.ts'

/**
 * The text as it is stored: well-formed, in Unicode Normalization Form C, line breaks as `\n`, and without what could
 * garble or reorder the page around it. Normalising twice gives the same as once.
 * @param options.lineBreaks True keeps line breaks and indentation, and takes off white space at the end of lines and
 * blank lines at both ends. False gives one line: every run of white space becomes one space, none stands at the ends.
 */
export function normalizeText(text: string, options: { readonly lineBreaks: boolean }): string {
  if (SURELY_NORMAL.test(text)) return trim(text, options.lineBreaks)
  const clean = text
    .toWellFormed()
    .replace(LINE_BREAK, '\n')
    .replaceAll('\t', ' ')
    .replace(UNWANTED, '')
    .replace(TAGS, '$<flag>')
  // Only after the removal, which may bring a letter and its accent together.
  return trim(compose(clean), options.lineBreaks)
}

/**
 * Latin letters, Japanese kana and common Chinese characters, with their punctuation: what most texts consist of. None of them is to be
 * removed, and none changes under normalisation, alone or beside another
 * (NFC_Quick_Check=Yes, https://www.unicode.org/Public/UCD/latest/ucd/DerivedNormalizationProps.txt).
 */
const SURELY_NORMAL =
  /^[\n\x20-\x7e\xa0-\u02ff\u2010-\u2027\u3000-\u3029\u3030-\u3098\u309b-\u30ff\u4e00-\u9fff\uff01-\uff60]*$/

/** Every mandatory break of https://www.unicode.org/reports/tr14/#BK; a form's own is CR LF. */
const LINE_BREAK = /\r\n|[\r\v\f\u0085\u2028\u2029]/g

/**
 * Control characters; what overrides, embeds or isolates writing direction, with the deprecated format characters
 * that follow it; byte order marks; placeholders for what is not in plain text (dictation leaves U+FFFC behind); code
 * points that are not characters. The marks U+200E, U+200F and U+061C stay: they change nothing beyond their place.
 */
const UNWANTED =
  /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069\u206a-\u206f\ufeff\ufff9-\ufffc]|\p{Noncharacter_Code_Point}/gu

/** Invisible copies of ASCII. They mean something only after a black flag, as in the flag of Scotland: the rest can hide text. */
const TAGS = /(?<flag>\u{1f3f4}[\u{e0020}-\u{e007e}]+\u{e007f})|[\u{e0001}\u{e0020}-\u{e007f}]/gu

function trim(text: string, lineBreaks: boolean): string {
  // What is one space already is left as it is: replacing it by itself would copy the text.
  if (!lineBreaks) return text.replace(/\s{2,}|[^\S ]/g, ' ').trim()
  if (!text.includes('\n')) return text.trimEnd()
  const lines = text.split('\n').map((line) => line.trimEnd())
  return lines.join('\n').replace(/^\n+/, '').trimEnd()
}
