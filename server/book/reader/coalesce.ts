/** Shares calls: a caller gets the result of a call that started after `since` (`performance.now()`), or starts one. */
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
