interface Measure {
  /** The number of extended grapheme clusters: a family emoji or an accented letter counts as one. */
  readonly characters: number
  readonly mostCodePoints: number
}

/** Measures `text` in linear time (https://www.unicode.org/reports/tr29/#Grapheme_Cluster_Boundaries). Also runs in the browser. */
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

/** Printable ASCII and line feeds never form clusters. Most long texts consist of them. */
const SURELY_ONE_EACH = /^[\n\x20-\x7e]*$/
