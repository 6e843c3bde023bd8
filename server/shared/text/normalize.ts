import { isBlank } from './blank.ts'
import { isPlain } from './plain.ts'
import { dropStrayVariations } from './variation.ts'

/**
 * The text as it is stored: well-formed, in Unicode Normalization Form C, line breaks as `\n`, and without what could
 * garble or reorder the page around it. Normalising twice gives the same as once.
 * Slow for long runs of combining marks: text from outside goes through `checkDraft`, which refuses them first.
 * @param options.lineBreaks True keeps line breaks and indentation, takes off white space at the end of lines and
 * blank lines at both ends, and keeps at most two blank lines in a row. False gives one line: every run of white space becomes
 * one space, none stands at the ends.
 */
export function normalizeText(text: string, options: { readonly lineBreaks: boolean }): string {
  if (isPlain(text)) return trim(text, options.lineBreaks)
  const clean = text
    .toWellFormed()
    .replace(LINE_BREAK, '\n')
    .replaceAll('\t', ' ')
    .replace(UNWANTED, '')
    .replace(TAGS, '$<flag>')
  // Only after the removal, which may bring a letter and its accent together. So may a dropped selector.
  const composed = clean.normalize('NFC')
  const kept = dropStrayVariations(composed)
  return trim(kept === composed ? kept : kept.normalize('NFC'), options.lineBreaks)
}

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
  const lines = text.split('\n').map((line) => (isBlank(line) ? '' : line.trimEnd()))
  return lines.join('\n').replace(/^\n+/, '').replace(MANY_BLANK_LINES, '\n\n\n').trimEnd()
}

const MANY_BLANK_LINES = /\n{4,}/g
