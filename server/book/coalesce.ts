/**
 * Lets many callers share few calls. Whoever calls while one is under way gets the next one's result, never that of a call
 * that began before they asked: it may have missed what they know.
 */
export function coalesce<Result>(call: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<Result> | undefined
  let next: Promise<Result> | undefined
  const start = () => {
    next = undefined
    const current = call().finally(() => {
      if (running === current) running = undefined
    })
    running = current
    return current
  }
  return () => {
    if (!running) return start()
    next ??= running.then(start, start)
    return next
  }
}
