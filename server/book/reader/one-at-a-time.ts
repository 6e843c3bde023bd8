/** Runs one call at a time. Callers who arrive meanwhile share the next, which therefore sees everything they know of. */
export function oneAtATime<Result>(call: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<unknown> | undefined
  let next: Promise<Result> | undefined
  const begin = (): Promise<Result> => {
    const result = call()
    const ended = result.then(
      () => {},
      () => {},
    )
    running = ended
    void ended.then(() => {
      if (running === ended) running = undefined
    })
    return result
  }
  return () => {
    if (!running) return begin()
    next ??= running.then(() => {
      next = undefined
      return begin()
    })
    return next
  }
}
