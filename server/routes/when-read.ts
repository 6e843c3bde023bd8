import type { Reading } from '../book/reader/reader.ts'

/**
 * Answers with a reading as soon as it is there: at once, where it is, which `await` would put off.
 * @returns what Fastify waits for
 */
export function whenRead(
  reading: Reading | Promise<Reading>,
  answer: (reading: Reading) => void,
): Promise<void> | void {
  return reading instanceof Promise ? reading.then(answer) : answer(reading)
}
