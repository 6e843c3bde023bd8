const MOST_PARTS = 20

const SENTENCE_END = /[。！？]|[.!?…؟](?=["»”’)\]]*\s)|\n/g

/**
 * Splits a text into parts that fit, to be read one after the other: at the end of a sentence if the part is not much shorter for it,
 * otherwise between words, and within a word only if it does not fit alone.
 * @param fits must be true for everything shorter than what it is true for
 */
export function splitText(text: string, fits: (part: string) => boolean): readonly string[] {
  const parts: string[] = []
  let rest = text.trim()
  while (rest !== '' && parts.length < MOST_PARTS) {
    const part = fits(rest) ? rest : firstPart(rest, fits)
    parts.push(part.trimEnd())
    rest = rest.slice(part.length).trimStart()
  }
  return parts
}

function firstPart(text: string, fits: (part: string) => boolean): string {
  const words = text.slice(
    0,
    longest(endsOf(text, 'word'), (end) => fits(text.slice(0, end).trimEnd())),
  )
  if (words.trim() !== '') return text.slice(0, sentencesIn(words))
  const characters = endsOf(text, 'grapheme')
  return text.slice(0, longest(characters, (end) => fits(text.slice(0, end))) || characters[0])
}

/** Where the last whole sentence ends, or the end of `text` if that leaves too little. */
function sentencesIn(text: string): number {
  const last = [...text.matchAll(SENTENCE_END)].at(-1)
  const end = last === undefined ? 0 : last.index + last[0].length
  return end > text.length / 2 ? end : text.length
}

function endsOf(text: string, granularity: 'word' | 'grapheme'): readonly number[] {
  const segments = new Intl.Segmenter('und', { granularity }).segment(text)
  return Array.from(segments, ({ index, segment }) => index + segment.length)
}

/** The greatest of the ascending numbers that fits; 0 if none does. */
function longest(ends: readonly number[], fits: (end: number) => boolean): number {
  let low = 0
  let high = ends.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (fits(ends[middle] ?? 0)) low = middle + 1
    else high = middle
  }
  return ends[low - 1] ?? 0
}
