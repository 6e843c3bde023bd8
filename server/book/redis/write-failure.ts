import { MaybeWritten, NotWritten } from '../book.ts'

/**
 * The error codes with which Redis refuses a script before it runs (https://redis.io/docs/latest/develop/programmability/lua-api/#script_flags
 * and the errors of its configuration: memory, disk, too few replicas, role, loading, rights). Rights to its single commands are
 * checked while it runs, and it stops at the first that is missing, before any entry: Redis 7 says so in words of its own.
 */
const REFUSALS =
  /^(OOM|MISCONF|NOREPLICAS|READONLY|MASTERDOWN|LOADING|BUSY|NOPERM|NOAUTH|NOSCRIPT)\b|^ERR The user executing the script/

/**
 * Says of a write that failed whether it may yet appear. Only what Redis refused beforehand is known not to be there: a
 * connection that was lost, or an answer that came too late, says nothing about the master's disk.
 */
export function explainFailedWrite(error: unknown): NotWritten | MaybeWritten {
  const message = error instanceof Error ? error.message : String(error)
  const neverSent = message.startsWith('Stream isn')
  if (neverSent) return new NotWritten('the Redis master cannot be reached', { cause: error })
  if (REFUSALS.test(message)) return new NotWritten('the Redis master refused the write', { cause: error })
  return new MaybeWritten('the Redis master did not confirm the write', { cause: error })
}

/** Those of the refusals that last until somebody does something about their cause: memory, disk, replicas, rights, or a master that is none. */
const LASTING = /^(OOM|MISCONF|NOREPLICAS|READONLY|NOPERM|NOAUTH)\b|^ERR The user executing the script/

/** Whether the next write would be refused for the same reason. */
export function isLasting(error: unknown): boolean {
  return error instanceof Error && LASTING.test(error.message)
}
