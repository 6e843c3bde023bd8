import fc from 'fast-check'

const PIECES = [
  ...['a', 'e', '字', '\u1112', '\u1161', '\u11ab', '\u00e9', '\u212b', '\u0958', '\u1f82', 'ا', '\u0303\u{1d15e}'],
  ...['\u0301', '\u0323', '\u0334', '\u0345', '\u0344', '\u0f73', '\u093c', '\u0903', '\u20dd', '\u034f'],
  ...['👨', '\u200d', '\ufe0f', '🏴', '\u{e0067}', '\u{e007f}', '\u{e0001}', '🇨', '🏽', '\ud83d', '\ude00'],
  ...['\ufe00', '\u{e0100}', '\u180b', '\u1820', '0', '❤', '\u2adc', '\uf900', '\u200b', '\n\n'],
  ...[' ', '\t', '\n', '\r', '\u0085', '\u2028', '\u3000', '\u00a0', '\ufeff', '\0', '\u202e', '\u2069', '\uffff'],
]

/** Text of characters that normalisation handles, in every order, and any other text. */
export const awkwardText = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary' }),
)
