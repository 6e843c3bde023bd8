/**
 * Lets many callers share few calls. Each says since when, in milliseconds of `performance.now()`, it knows what it asks for: a
 * call that began later cannot have missed that, whether it is still under way or done, and its result is theirs. Of a call
 * that failed, only those hear who waited for it.
 */
export function coalesce<Result>(call: () => Promise<Result>): (since: number) => Promise<Result> {
  let latest: { readonly began: number; readonly result: Promise<Result> } | undefined
  return (since) => {
    if (latest && latest.began > since) return latest.result
    const current = { began: performance.now(), result: call() }
    latest = current
    current.result.catch(() => {
      if (latest === current) latest = undefined
    })
    return current.result
  }
}
