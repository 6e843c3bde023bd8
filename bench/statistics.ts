/** NaN without values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (index: number) => sorted[index] ?? Number.NaN
  return (at(Math.floor((sorted.length - 1) / 2)) + at(Math.floor(sorted.length / 2))) / 2
}

/** The median of the ratios of each round: if the machine slows down, it does so for both sides. */
export function medianRatio(one: readonly number[], other: readonly number[]): number {
  return median(one.map((value, index) => value / (other[index] ?? Number.NaN)))
}
