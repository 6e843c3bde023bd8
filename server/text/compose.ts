/**
 * Unicode Normalization Form C of `text` (https://www.unicode.org/reports/tr15/), in time that grows with its length.
 * `String.prototype.normalize` sorts a run of combining marks by insertion: 126 KB of marks hold it up for seconds.
 * Long runs, which no language has, are therefore put in canonical order first.
 */
export function compose(text: string): string {
  return text.replace(LONG_RUN_OF_MARKS, inCanonicalOrder).normalize('NFC')
}

const LONG_RUN_OF_MARKS = /\p{M}{32,}/gu

/** The Canonical Ordering Algorithm: between two starters, marks are sorted by combining class and keep their order within one. */
function inCanonicalOrder(run: string): string {
  const decompositions = new Map([...new Set(run)].map((mark) => [mark, [...mark.normalize('NFD')]]))
  const parts = [...run].flatMap((mark) => decompositions.get(mark) ?? [])
  const ranks = rankByClass([...new Set(parts)])
  let ordered = ''
  let classes: string[] = []
  for (const part of parts) {
    const rank = ranks.get(part)
    if (rank === undefined) {
      ordered += classes.join('') + part
      classes = []
    } else {
      classes[rank] = (classes[rank] ?? '') + part
    }
  }
  return ordered + classes.join('')
}

/** Numbers the combining classes of `marks` in ascending order. Starters (class 0) get no number. */
function rankByClass(marks: string[]): Map<string, number> {
  const sorted = marks.filter(isNonStarter).sort(compareClasses)
  const ranks = new Map<string, number>()
  let rank = 0
  for (const [index, mark] of sorted.entries()) {
    const previous = sorted[index - 1]
    if (previous !== undefined && compareClasses(previous, mark) !== 0) rank++
    ranks.set(mark, rank)
  }
  return ranks
}

/** JavaScript does not tell a mark's class, but normalising two marks tells which of their classes is greater. */
function compareClasses(a: string, b: string): number {
  return Number(swap(a, b)) - Number(swap(b, a))
}

/** Only the iota subscript has class 240, the greatest; whatever else is not a starter moves before it. */
function isNonStarter(mark: string): boolean {
  return mark === IOTA_SUBSCRIPT || swap(IOTA_SUBSCRIPT, mark)
}

const IOTA_SUBSCRIPT = '\u0345'

function swap(first: string, second: string): boolean {
  return (first + second).normalize('NFD') !== first + second
}
