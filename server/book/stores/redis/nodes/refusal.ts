import { ReplyError } from 'ioredis'

/** True for an error that the server replied, not for a lost connection or a timeout. */
export function isRefusal(error: unknown): error is Error {
  return error instanceof ReplyError
}
