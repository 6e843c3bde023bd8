import { dropOldest } from '../common/drop-oldest.ts'

const MOST_RESULTS = 100

/** Longer texts could fill the memory. */
const LONGEST_TEXT = 256

/** The same pure function, which remembers its latest results. Benchmark rows: "GET /", the same with cookies, "each another page". */
export function memoize<Result>(compute: (text: string) => Result, most = MOST_RESULTS): (text: string) => Result {
  const results = new Map<string, Result>()
  return (text) => {
    if (results.has(text)) return results.get(text) as Result
    const result = compute(text)
    if (text.length > LONGEST_TEXT) return result
    results.set(text, result)
    dropOldest(results, most)
    return result
  }
}
