import { rememberLast } from '../../performance/remember-last.ts'
import { fold } from './fold.ts'

/** True if a text holds one of the owner's words: one a line, whole after "=". Case, accents and width make no difference. */
export function holdsWord(texts: readonly string[], words: string): boolean {
  if (words === '') return false
  const { parts, whole } = parse(words)
  return texts.some((text) => {
    const folded = fold(text)
    return parts.some((part) => folded.includes(part)) || whole.some((word) => holdsWhole(folded, word))
  })
}

const parse = rememberLast((words) => {
  const lines = words.split('\n').map(fold)
  return {
    parts: lines.filter((line) => line !== '' && !line.startsWith('=')),
    whole: lines.flatMap((line) => (line.startsWith('=') ? line.slice(1).trim() || [] : [])),
  }
})

/** One pattern of all words would take seconds to compile for a long list. */
function holdsWhole(text: string, word: string): boolean {
  for (let start = text.indexOf(word); start >= 0; start = text.indexOf(word, start + 1)) {
    const end = start + word.length
    // A character has two units at most.
    const isStart = BEGINS_WITHIN.test(word) || !ENDS_IN_LETTER.test(text.slice(Math.max(0, start - 2), start))
    if (isStart && (ENDS_WITHIN.test(word) || !BEGINS_WITH_LETTER.test(text.slice(end, end + 2)))) return true
  }
  return false
}

/** Scripts without spaces between words: their letters may stand beside another word. */
const UNSPACED =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]'
const LETTER = `[[\\p{L}\\p{N}\\p{M}]--${UNSPACED}]`
const BEGINS_WITHIN = new RegExp(`^${UNSPACED}`, 'v')
const ENDS_WITHIN = new RegExp(`${UNSPACED}$`, 'v')
const BEGINS_WITH_LETTER = new RegExp(`^${LETTER}`, 'v')
const ENDS_IN_LETTER = new RegExp(`${LETTER}$`, 'v')
