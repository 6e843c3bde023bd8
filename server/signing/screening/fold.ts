import { withoutInvisible } from '../../common/text/blank.ts'

/**
 * Folds a text for comparing: compatibility forms, case, accents, invisible characters and runs of white space make no difference. Pass
 * outside text through `checkDraft` first.
 */
export function fold(text: string): string {
  return PLAIN.test(text) ? oneLine(text.toLowerCase()) : oneLine(foldLetters(text))
}

const PLAIN = /^[\n\x20-\x7e]*$/

function foldLetters(text: string): string {
  const bare = withoutInvisible(text).normalize('NFKD').replace(MARKS, '')
  // Upper case first: only that makes "ß" and "ss" the same.
  const folded = bare.toUpperCase().toLowerCase().normalize('NFKD').replace(MARKS, '').replaceAll('ς', 'σ')
  return folded.normalize('NFC')
}

/** Marks without which a word stays the same. In other scripts, such as kana and Devanagari, marks make other words. */
const MARKS = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u065f\u0670]/g

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
