import { withoutInvisible } from '../../common/text/blank.ts'

/** Removes differences of form, case, accents, invisible characters and white space, from a text that `checkDraft` has passed. */
export function fold(text: string): string {
  return PLAIN.test(text) ? oneLine(text.toLowerCase()) : oneLine(foldLetters(text))
}

const PLAIN = /^[\n\x20-\x7e]*$/

function foldLetters(text: string): string {
  const bare = withoutInvisible(text).normalize('NFKD').replace(MARKS, '')
  // Upper case first: only that makes "ß" and "ss" the same.
  const folded = bare.toUpperCase().toLowerCase().normalize('NFKD').replace(MARKS, '')
  return folded.replaceAll(SPECIAL, (letter) => PLAIN_LETTERS[letter] ?? letter).normalize('NFC')
}

/** Not those of kana, Devanagari and the like, where marks make other words. */
const MARKS = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u065f\u0670]/g

/** Letters that Unicode does not decompose, though people type them without the stroke. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = { ς: 'σ', ł: 'l', ø: 'o', đ: 'd' }
const SPECIAL = /[ςłøđ]/g

function oneLine(text: string): string {
  return (RUN.test(text) ? text.replace(/\s+/g, ' ') : text).trim()
}

const RUN = /\s\s|[^\S ]/
