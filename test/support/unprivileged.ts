const NOBODY = 65534

/** Runs `work` without the rights of root, who may write anywhere, when the tests run as root. */
export function unprivileged<Result>(work: () => Result): Result {
  if (process.geteuid?.() !== 0) return work()
  process.seteuid?.(NOBODY)
  try {
    return work()
  } finally {
    process.seteuid?.(0)
  }
}
