const MARKS = '\u0334\u0321\u0310\u0306\u033e\u0301\u0327'

/** Texts that painted over the page, widened it, or took screens of height, as earlier versions took them or another program may write them. */
export const NASTY_TEXTS: Readonly<Record<string, string>> = {
  marks: `Z${MARKS.repeat(40)}algo`,
  marksInEveryLetter: [...'He comes'].map((letter) => letter + MARKS.repeat(20)).join(''),
  marksAtTheBeginning: `${'\u0301\u0323'.repeat(60)}a`,
  marksBehindLineBreaks: `a\n${'\u0301\u0323'.repeat(60)}\nb`,
  family: '👩\u200d'.repeat(200),
  devanagari: 'क्'.repeat(3000),
  kannada: 'ಕ್'.repeat(1000),
  khmer: `ក${'្ក'.repeat(500)}`,
  hangul: '\u1100'.repeat(3000),
  thai: `ก${'\u0e49'.repeat(300)}`,
  tibetan: `ཀ${'\u0f90'.repeat(300)}`,
  lineBreaks: `a${'\n'.repeat(990)}b`,
  lines: 'line\n'.repeat(500),
  invisibleLines: 'a\u200b\n'.repeat(500),
  letters: 'W'.repeat(1000),
  ligatures: '\ufdfd'.repeat(1000),
  cuneiform: '\u{1242b}'.repeat(200),
  spaces: `a${'\u00a0'.repeat(5000)}b`,
  tabs: `a${'\t'.repeat(2000)}b`,
  zeroWidth: `a${'\u200b'.repeat(9000)}b`,
  wordJoiners: 'a\u2060'.repeat(3000),
  rightToLeft: `${'\u202e'}${'שלום '.repeat(400)}`,
  arabicMarks: `ب${'\u064e\u0651\u0670'.repeat(100)}`,
  variationSelectors: `a${'\ufe0f'.repeat(9999)}`,
}
