import { isId, type LogId } from '../common/log-id.ts'
import { HttpProblem } from './problem.ts'

/** Reads an id from an address; undefined if it is absent. `what` names it in the answer to a bad one. Throws {@link HttpProblem}. */
export function readId(name: string, value: unknown, what = 'the id of an entry'): LogId | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'string' && isId(value)) return value
  throw new HttpProblem(400, `"${name}" must be ${what}, such as "1732312345678-0".`)
}
