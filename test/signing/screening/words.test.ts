import { expect, test } from 'vitest'
import { holdsWord } from '../../../server/signing/screening/words.ts'

test.each<[words: string, text: string, isHeld: boolean]>([
  ['casino', 'Best CASINO in town', true],
  ['casino', 'Best cásino in town', true],
  ['casino', 'Best ｃａｓｉｎｏ in town', true],
  ['casino', 'Best cas\u200bino in town', true],
  ['casino', 'casinos', true],
  ['casino', 'cas ino', false],
  ['Casino\n', 'casino', true],
  ['bet', 'alphabet', true],
  ['=bet', 'alphabet', false],
  ['=bet', 'a bet!', true],
  ['=bet', 'BET', true],
  ['=bet', 'bets', false],
  ['=bet', 'bet2', false],
  ['=bet', 'béts', false],
  ['= bet', 'my bet.', true],
  ['free  money', 'FREE\nmoney now', true],
  ['=free money', 'carefree money', false],
  ['赌博', '他喜欢赌博吗', true],
  ['=赌博', '他喜欢赌博吗', true],
  ['=bet', '来bet吧', true],
  ['=bet', 'bets and alphabets, then a bet', true],
  ['=bet', '😀bet😀', true],
  ['=bet', '𐐨bet', false],
  ['=bet', 'bet𐐨', false],
  ['=a.b', 'axb', false],
  ['=win\n=bet', 'a bet', true],
  ['=カジノ', 'このカジノは', true],
  ['=カジノ', 'カジノロワイヤル', false],
  ['=ばか', 'はか', false],
  ['sitesi', 'KUMAR SİTESİ', true],
  ['=hızlı', 'HIZLI kazanç', true],
  ['=HIZLI', 'hızlı kazanç', true],
  ['=ipek', 'ipekyolu', false],
  ['광고', '광고를 봐 주세요', true],
  ['=казино', 'В казино!', true],
  ['=казино', 'подказино', false],
  ['=c++', 'I write c++ code', true],
  ['.*', 'anything', false],
  ['.*', 'a .* pattern', true],
  ['=', 'a = b', false],
  ['', 'anything', false],
  ['\n\n', 'anything', false],
  ['other\ncasino', 'casino', true],
  ['\u200b', 'anything', false],
])('the words %j hold %j: %s', (words, text, isHeld) => {
  expect(holdsWord(['', text], words)).toBe(isHeld)
})

test('1,500 whole words are looked for in a message of another script', () => {
  const words = Array.from({ length: 1500 }, (_, number) => `=w${number}`).join('\n')
  expect(holdsWord(['', '中'.repeat(1000)], words)).toBe(false)
  expect(holdsWord(['', `${'中'.repeat(990)} w1499`], words)).toBe(true)
})

test('a word in the name counts', () => {
  expect(holdsWord(['Casino Royale', 'Hello'], 'casino')).toBe(true)
})

test('a word does not reach over from the name into the message', () => {
  expect(holdsWord(['cas', 'ino'], 'casino')).toBe(false)
})
