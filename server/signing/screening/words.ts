import { memoize } from '../../performance/memoize.ts'
import { fold } from './fold.ts'

/**
 * True if a text holds one of the owner's words: one a line, found anywhere, or as a whole word after "=". Case, accents and width make no
 * difference.
 */
export function holdsWord(texts: readonly string[], words: string): boolean {
  if (words === '') return false
  const tests = testsOf(words)
  if (tests.length === 0) return false
  const folded = texts.map(fold)
  return tests.some((test) => folded.some(test))
}

type Test = (folded: string) => boolean

const testsOf = memoize((words) => words.split('\n').flatMap(testOf))

function testOf(line: string): Test[] {
  const text = fold(line)
  if (!text.startsWith('=')) return text === '' ? [] : [(folded) => folded.includes(text)]
  const word = text.slice(1).trim()
  if (word === '') return []
  const start = BEGINS_WITHIN.test(word) ? '' : `(?<!${LETTER})`
  const end = ENDS_WITHIN.test(word) ? '' : `(?!${LETTER})`
  const pattern = new RegExp(`${start}${RegExp.escape(word)}${end}`, 'v')
  return [(folded) => pattern.test(folded)]
}

/** Chinese, Japanese, Thai and the like have no spaces between words: such a letter may stand beside another word. */
const UNSPACED =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]'
const LETTER = `[[\\p{L}\\p{N}\\p{M}]--${UNSPACED}]`
const BEGINS_WITHIN = new RegExp(`^${UNSPACED}`, 'v')
const ENDS_WITHIN = new RegExp(`${UNSPACED}$`, 'v')
