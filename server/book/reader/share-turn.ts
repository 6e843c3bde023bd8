/** Shares one call among all who ask for the same key in one turn of the event loop. It starts after they all asked. */
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
