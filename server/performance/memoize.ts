/** How many results are remembered; those of the texts that came longest ago make room. */
const RESULTS = 100

/** Longer texts are worked out anew: whoever sends them shall not fill the memory. */
const LONGEST = 256

/** The same function, which remembers what it made of the last few texts. For pure functions of what many clients send alike. */
export function memoize<Result>(compute: (text: string) => Result): (text: string) => Result {
  const results = new Map<string, Result>()
  return (text) => {
    if (results.has(text)) return results.get(text) as Result
    const result = compute(text)
    if (text.length > LONGEST) return result
    results.set(text, result)
    const [oldest] = results.keys()
    if (results.size > RESULTS && oldest !== undefined) results.delete(oldest)
    return result
  }
}
