/** The middle value; between the two middle ones where their number is even. Throws a RangeError where there is none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  if (upper === undefined || lower === undefined) throw new RangeError('expected at least one value, got none')
  return (lower + upper) / 2
}

/** The smallest value that at least `share` (0 to 1) of the values do not exceed: the nearest rank. Throws a RangeError where there is none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  if (value === undefined) throw new RangeError('expected at least one value, got none')
  return value
}

/** The median of what `one` is to `other` round by round: a drift of the machine meets both sides of a round alike. */
export function medianRatio(one: readonly number[], other: readonly number[]): number {
  if (one.length !== other.length) {
    throw new RangeError(`expected as many values on both sides, got ${one.length} and ${other.length}`)
  }
  return median(one.map((value, index) => value / (other[index] as number)))
}
