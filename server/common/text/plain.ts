/** True for Latin letters, kana and common Chinese characters: already in NFC, one UTF-16 unit each, with nothing to remove. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text)
}

/** NFC_Quick_Check=Yes (https://www.unicode.org/Public/UCD/latest/ucd/DerivedNormalizationProps.txt), and never in clusters. */
const PLAIN =
  /^[\n\x20-\x7e\xa0-\u02ff\u2010-\u2027\u3000-\u3029\u3030-\u3098\u309b-\u30ff\u4e00-\u9fff\uff01-\uff60]*$/
