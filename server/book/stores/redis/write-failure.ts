import { MaybeWritten, NotWritten } from '../../book.ts'

/**
 * The error codes with which Redis refuses a script before it runs (https://redis.io/docs/latest/develop/programmability/lua-api/#script_flags
 * and the errors of its configuration: memory, disk, too few replicas, role, loading, rights). Rights to its single commands are
 * checked while it runs, and it stops at the first that is missing, before any entry: Redis 7 says so in words of its own.
 */
const REFUSALS =
  /^(OOM|MISCONF|NOREPLICAS|READONLY|MASTERDOWN|LOADING|BUSY|NOPERM|NOAUTH|NOSCRIPT|MOVED|ASK|CLUSTERDOWN|CROSSSLOT)\b|^ERR (The user executing the script|unknown command|Error compiling script)/

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

/** Those of the refusals that pass by themselves within seconds. */
const PASSING = /^(LOADING|BUSY|NOSCRIPT|MASTERDOWN|ASK)\b/

/** Whether the next write would be refused for the same reason: until somebody does something about memory, disk, replicas or rights. */
export function isLasting(error: unknown): error is Error {
  return error instanceof Error && REFUSALS.test(error.message) && !PASSING.test(error.message)
}
