import { NotOwn } from '../book/errors.ts'
import { isId, type LogId } from '../common/log-id.ts'

/** Reads the id of a visitor's own entry from a path. Throws {@link NotOwn} for what no entry can have. */
export function requireId(id: string): LogId {
  if (isId(id)) return id
  throw new NotOwn('gone')
}
