/** Calls `make` when its result is first needed, and never again. Benchmark part: "start". */
export function lazy<Result>(make: () => Result): () => Result {
  let made: { readonly result: Result } | undefined
  return () => {
    made ??= { result: make() }
    return made.result
  }
}
