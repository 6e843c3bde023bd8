import { NotOwn } from '../book/errors.ts'
import { isId, type LogId } from '../common/log-id.ts'
import { HttpProblem } from '../http/problem.ts'

/** Reads an entry's id from a path. Throws {@link HttpProblem} 404 for what no entry can have. */
export function requireId(id: string): LogId {
  if (isId(id)) return id
  throw missingEntry()
}

/** The same for a visitor's own entry. Throws {@link NotOwn}, which is explained in their language. */
export function requireOwnId(id: string): LogId {
  if (isId(id)) return id
  throw new NotOwn('gone')
}

/** What to throw where there is no such entry: 404, or 410 if there was one. */
export function missingEntry(wasRemoved = false): HttpProblem {
  return wasRemoved
    ? new HttpProblem(410, 'This entry was removed from the book.')
    : new HttpProblem(404, 'There is no entry with this id.')
}
