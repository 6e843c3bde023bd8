import { rememberLast } from '../../performance/remember-last.ts'
import { fold } from './fold.ts'

/** The most that the list of words may take, in UTF-16 units. */
export const WORDS_LIMIT = 10_000

/**
 * True if a text holds one of the owner's words: one a line, found anywhere, or as a whole word after "=". Case, accents and width make no
 * difference.
 */
export function holdsWord(texts: readonly string[], words: string): boolean {
  if (words === '') return false
  const { parts, whole } = parse(words)
  return texts.some((text) => {
    const folded = fold(text)
    return parts.some((part) => folded.includes(part)) || whole?.test(folded) === true
  })
}

const parse = rememberLast((words) => {
  const lines = words.split('\n').map(fold)
  const whole = lines.flatMap((line) => (line.startsWith('=') ? patternOf(line.slice(1).trim()) : []))
  return {
    parts: lines.filter((line) => line !== '' && !line.startsWith('=')),
    whole: whole.length === 0 ? undefined : new RegExp(whole.join('|'), 'v'),
  }
})

function patternOf(word: string): string[] {
  if (word === '') return []
  const start = BEGINS_WITHIN.test(word) ? '' : `(?<!${LETTER})`
  const end = ENDS_WITHIN.test(word) ? '' : `(?!${LETTER})`
  return [start + RegExp.escape(word) + end]
}

/** Chinese, Japanese, Thai and the like have no spaces between words: such a letter may stand beside another word. */
const UNSPACED =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]'
const LETTER = `[[\\p{L}\\p{N}\\p{M}]--${UNSPACED}]`
const BEGINS_WITHIN = new RegExp(`^${UNSPACED}`, 'v')
const ENDS_WITHIN = new RegExp(`${UNSPACED}$`, 'v')
