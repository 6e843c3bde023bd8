/**
 * True where `text` consists of Latin letters, kana and common Chinese characters with their punctuation, as most texts do. Then each
 * UTF-16 unit is a character of its own, nothing has to be removed, and the text is in NFC already. One fast pass.
 */
export function isPlain(text: string): boolean {
  return PLAIN.test(text)
}

/**
 * None of these changes under normalisation, alone or beside another (NFC_Quick_Check=Yes,
 * https://www.unicode.org/Public/UCD/latest/ucd/DerivedNormalizationProps.txt), and none joins with another into a cluster.
 */
const PLAIN =
  /^[\n\x20-\x7e\xa0-\u02ff\u2010-\u2027\u3000-\u3029\u3030-\u3098\u309b-\u30ff\u4e00-\u9fff\uff01-\uff60]*$/
