import { randomBytes } from 'node:crypto'

/** Makes ids that no two processes and no two requests share, at the cost of a counter. The row "GET /" of the benchmark shows it. */
export function createRequestIds(): () => string {
  const process = randomBytes(6).toString('base64url')
  let count = 0
  return () => `${process}-${(count++).toString(36)}`
}
