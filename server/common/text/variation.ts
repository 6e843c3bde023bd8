/** Removes variation selectors after a base that takes none, or after another selector. */
export function dropStrayVariations(text: string): string {
  return text.replace(VARIATION, '$<kept>')
}

/**
 * A base with a selector of its kind, or a stray selector. Bases are matched by property, since the lists of sequences grow
 * (https://www.unicode.org/Public/UCD/latest/ucd/StandardizedVariants.txt): U+FE0E and U+FE0F choose text or emoji, but stand in no flag
 * and behind no skin tone; U+FE00 to U+FE0D are for mathematical signs, the slashed zero, ideographs and some scripts; U+E0100 to U+E01EF
 * choose the glyph of an ideograph; U+180B to U+180F the form of a Mongolian letter.
 */
const VARIATION = new RegExp(
  [
    '(?<kept>(?![\\p{Regional_Indicator}\\p{Emoji_Modifier}])\\p{Emoji}[\\ufe0e\\ufe0f]',
    '[\\p{Sm}\\p{Ideographic}\\p{Script=Myanmar}\\p{Script=Phags_Pa}\\p{Script=Manichaean}\\p{Script=Egyptian_Hieroglyphs}' +
      '0\\u2018\\u2019\\u201c\\u201d\\u3001\\u3002\\uff01\\uff0c\\uff0e\\uff1a\\uff1b\\uff1f\\u{1d49c}-\\u{1d4b5}][\\ufe00-\\ufe0d]',
    '\\p{Ideographic}[\\u{e0100}-\\u{e01ef}]',
    '[\\u1820-\\u18aa][\\u180b-\\u180d\\u180f])',
    '\\p{Variation_Selector}',
  ].join('|'),
  'gu',
)
