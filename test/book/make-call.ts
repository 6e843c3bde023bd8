/** A function each of whose calls ends when the test ends it, in `calls`. */
export function makeCall() {
  const calls: PromiseWithResolvers<number>[] = []
  const call = () => {
    const deferred = Promise.withResolvers<number>()
    calls.push(deferred)
    return deferred.promise
  }
  return { calls, call }
}
