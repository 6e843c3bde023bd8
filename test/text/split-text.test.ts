import { expect, test } from 'vitest'
import { splitText } from '../../server/common/text/split-text.ts'

const upTo = (length: number) => (text: string) => text.length <= length

test.each<[what: string, text: string, length: number, parts: readonly string[]]>([
  ['what fits is one part', 'All of it.', 10, ['All of it.']],
  ['nothing is no part', ' \n ', 10, []],
  ['sentences stay whole', 'One is here. Two is there. Three.', 28, ['One is here. Two is there.', 'Three.']],
  ['a short sentence is not left alone', 'No. The rest goes on and on', 12, ['No. The rest', 'goes on and', 'on']],
  ['a point within a number ends nothing', 'We paid 3.50 for it', 12, ['We paid 3.50', 'for it']],
  ['lines stay whole', 'first line\nsecond\nthird', 18, ['first line\nsecond', 'third']],
  ['Chinese has no spaces', '今天很美。我们一路笑着回家。永远幸福', 15, ['今天很美。我们一路笑着回家。', '永远幸福']],
  ['Arabic', 'يا له من يوم؟ ضحكنا كثيرا', 18, ['يا له من يوم؟', 'ضحكنا كثيرا']],
  ['a word that fits nowhere is broken', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
  ['but no character is', '👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 5, ['👨‍👩‍👧‍👦', '👨‍👩‍👧‍👦']],
])('%s', (_what, text, length, parts) => {
  expect(splitText(text, upTo(length))).toEqual(parts)
})

test('loses no word, and ends', () => {
  const text = Array.from({ length: 180 }, (_, index) => `word${index}`).join(' ')
  expect(splitText(text, upTo(100)).join(' ')).toBe(text)
  expect(splitText('a '.repeat(500), () => false).length).toBeLessThanOrEqual(20)
})
