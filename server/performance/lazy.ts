/** Calls `make` when its result is first asked for, and never again. The part "start" of the benchmark shows it. */
export function lazy<Result>(make: () => Result): () => Result {
  let made: { readonly result: Result } | undefined
  return () => {
    made ??= { result: make() }
    return made.result
  }
}
