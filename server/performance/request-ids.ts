import { randomBytes } from 'node:crypto'

/** Makes ids that are unique over all processes, at the cost of a counter. Benchmark row: "GET /". */
export function createRequestIds(): () => string {
  const process = randomBytes(6).toString('base64url')
  let count = 0
  return () => `${process}-${(count++).toString(36)}`
}
