/** Each caller says since when it knows what it asks for (`performance.now()`), and shares a call that started later. */
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
