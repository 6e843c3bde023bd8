import { isBlank } from './blank.ts'
import { isPlain } from './plain.ts'
import { dropStrayVariations } from './variation.ts'

/**
 * The text as stored: well-formed, in NFC, line breaks as LF, without characters that could garble or reorder the page. Idempotent. Slow
 * for long runs of combining marks, so pass outside text through `checkDraft`, which refuses them first.
 * @param options.lineBreaks If true, keeps line breaks and indentation, but no white space at line ends, no blank lines at either end, and
 * at most two in a row. If false, makes one line: white space becomes single spaces, with none at the ends.
 */
export function normalizeText(text: string, options: { readonly lineBreaks: boolean }): string {
  if (isPlain(text)) return trim(text, options.lineBreaks)
  const clean = text
    .toWellFormed()
    .replace(LINE_BREAK, '\n')
    .replaceAll('\t', ' ')
    .replace(UNWANTED, '')
    .replace(TAGS, '$<flag>')
  // Removed characters and dropped selectors may bring a letter and its accent together.
  const composed = clean.normalize('NFC')
  const kept = dropStrayVariations(composed)
  return trim(kept === composed ? kept : kept.normalize('NFC'), options.lineBreaks)
}

/** Every mandatory break of https://www.unicode.org/reports/tr14/#BK. Forms send CR LF. */
const LINE_BREAK = /\r\n|[\r\v\f\u0085\u2028\u2029]/g

/** Controls; direction overrides, embeddings and isolates; byte order marks; placeholders (dictation leaves U+FFFC); noncharacters. */
const UNWANTED =
  /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069\u206a-\u206f\ufeff\ufff9-\ufffc]|\p{Noncharacter_Code_Point}/gu

/** Invisible copies of ASCII. They only mean something after a black flag, as in the flag of Scotland; elsewhere they can hide text. */
const TAGS = /(?<flag>\u{1f3f4}[\u{e0020}-\u{e007e}]+\u{e007f})|[\u{e0001}\u{e0020}-\u{e007f}]/gu

function trim(text: string, lineBreaks: boolean): string {
  // Leaves single spaces alone: replacing them would copy the text.
  if (!lineBreaks) return text.replace(/\s{2,}|[^\S ]/g, ' ').trim()
  if (!text.includes('\n')) return text.trimEnd()
  const lines = text.split('\n').map((line) => (isBlank(line) ? '' : line.trimEnd()))
  return lines.join('\n').replace(/^\n+/, '').replace(MANY_BLANK_LINES, '\n\n\n').trimEnd()
}

const MANY_BLANK_LINES = /\n{4,}/g
