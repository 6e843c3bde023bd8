import { MaybeWritten, NotWritten } from '../../errors.ts'

/** Refusals before a script runs: https://redis.io/docs/latest/develop/programmability/lua-api/#script_flags */
const REFUSALS =
  /^(OOM|MISCONF|NOREPLICAS|READONLY|MASTERDOWN|LOADING|BUSY|NOPERM|NOAUTH|NOSCRIPT|MOVED|ASK|CLUSTERDOWN|CROSSSLOT)\b|^ERR (The user executing the script|ACL failure in script|unknown command|Error compiling script)/

/** Tells whether a failed write may still appear: a lost connection or a late answer says nothing about the master's disk. */
export function explainFailedWrite(error: unknown): NotWritten | MaybeWritten {
  const message = error instanceof Error ? error.message : String(error)
  const neverSent = message.startsWith('Stream isn')
  if (neverSent) return new NotWritten('the Redis master cannot be reached', { cause: error })
  if (REFUSALS.test(message)) return new NotWritten('the Redis master refused the write', { cause: error })
  return new MaybeWritten('the Redis master did not confirm the write', { cause: error })
}

const PASSING = /^(LOADING|BUSY|NOSCRIPT|MASTERDOWN|ASK)\b/

/** True for a refusal that will not pass by itself. */
export function isLasting(error: unknown): error is Error {
  return error instanceof Error && REFUSALS.test(error.message) && !PASSING.test(error.message)
}
