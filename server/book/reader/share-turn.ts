/**
 * Lets all who ask for the same within one turn of the event loop share one call. It begins once all of them have asked, so that it
 * cannot have missed what any of them knows of.
 */
export function shareTurn<Result>(): (key: string, call: () => Promise<Result>) => Promise<Result> {
  const asked = new Map<string, Promise<Result>>()
  return (key, call) => {
    const known = asked.get(key)
    if (known) return known
    const shared = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      asked.delete(key)
      return call()
    })
    asked.set(key, shared)
    return shared
  }
}
