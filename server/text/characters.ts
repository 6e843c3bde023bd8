/**
 * How many characters `text` has as people count them: extended grapheme clusters
 * (https://www.unicode.org/reports/tr29/#Grapheme_Cluster_Boundaries), so that a family emoji or a letter with its
 * accents is one. Linear in the length of the text. Runs in the browser too.
 */
export function countCharacters(text: string): number {
  if (SURELY_ONE_EACH.test(text)) return text.length
  let count = 0
  for (const _ of new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)) count++
  return count
}

/** True where `text` has more than `limit` Unicode code points. Looks no further than it must. */
export function exceedsCodePoints(text: string, limit: number): boolean {
  if (text.length <= limit) return false
  // A code point takes at most two of the units that `length` counts.
  if (text.length > 2 * limit) return true
  let count = 0
  for (const _ of text) if (++count > limit) return true
  return false
}

/** Printable ASCII and line feeds never join into clusters, and are what most long texts consist of. */
const SURELY_ONE_EACH = /^[\n\x20-\x7e]*$/
