import { ReplyError } from 'ioredis'

/** True for an error that a server itself replied, as against a connection that was lost or an answer that came too late. */
export function isRefusal(error: unknown): error is Error {
  return error instanceof ReplyError
}
