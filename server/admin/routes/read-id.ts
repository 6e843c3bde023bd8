import { isId, type LogId } from '../../common/log-id.ts'
import { HttpProblem } from '../../http/problem.ts'

/** Reads an id from an address. Throws `HttpProblem`. */
export function readId(name: string, value: unknown): LogId | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'string' && isId(value)) return value
  throw new HttpProblem(400, `"${name}" must be an id, such as 1700000000000-0.`)
}
