/** Returns `work`, which may fail before it is awaited. Without this, Node would end the process at once. */
export function awaitedLater<Work extends Promise<unknown>>(work: Work): Work {
  work.catch(() => {})
  return work
}
