/** What a text consists of, as people see it. */
export interface Measure {
  /** How many characters: extended grapheme clusters, so that a family emoji or a letter with its accents is one. */
  readonly characters: number
  /** How many Unicode code points the character with the most of them has. */
  readonly mostCodePoints: number
}

/**
 * Measures `text` in extended grapheme clusters (https://www.unicode.org/reports/tr29/#Grapheme_Cluster_Boundaries). Linear in the
 * length of the text. Runs in the browser too.
 */
export function measure(text: string): Measure {
  if (SURELY_ONE_EACH.test(text)) return { characters: text.length, mostCodePoints: Math.min(text.length, 1) }
  let characters = 0
  let mostCodePoints = 0
  for (const { segment } of new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)) {
    characters++
    if (segment.length > mostCodePoints) mostCodePoints = Math.max(mostCodePoints, [...segment].length)
  }
  return { characters, mostCodePoints }
}

/** Printable ASCII and line feeds never join into clusters, and are what most long texts consist of. */
const SURELY_ONE_EACH = /^[\n\x20-\x7e]*$/
