/** An ID in a log: `<milliseconds>-<sequence>`, each 64 bits (https://redis.io/docs/latest/develop/data-types/streams/#entry-ids). */
export type LogId = string

export const LOG_START: LogId = '0-0'

const ID = /^(0|[1-9]\d{0,19})-(0|[1-9]\d{0,19})$/
const LARGEST = 2n ** 64n - 1n

/** True for an ID in canonical form: no signs, no leading zeros, within 64 bits. */
export function isId(text: string | undefined): text is LogId {
  const parts = text === undefined ? null : ID.exec(text)
  return parts?.slice(1).every((part) => part.length < 20 || BigInt(part) <= LARGEST) ?? false
}

/** The time in an ID, in milliseconds since 1970. */
export function timeOf(id: LogId): number {
  return Number.parseInt(id, 10)
}

/** The greatest ID before `id`. Throws if there is none. */
export function previousId(id: LogId): LogId {
  const [time = '0', sequence = '0'] = id.split('-')
  if (sequence !== '0') return `${time}-${BigInt(sequence) - 1n}`
  if (time === '0') throw new RangeError(`expected an ID after ${LOG_START}, got ${id}`)
  return `${BigInt(time) - 1n}-${LARGEST}`
}

/** The smallest ID after `id`; undefined if there is none. */
export function nextId(id: LogId): LogId | undefined {
  const [time = '0', sequence = '0'] = id.split('-')
  if (BigInt(sequence) < LARGEST) return `${time}-${BigInt(sequence) + 1n}`
  return BigInt(time) < LARGEST ? `${BigInt(time) + 1n}-0` : undefined
}

/** Negative if `a` comes before `b`, 0 if they are equal, else positive. */
export function compareIds(a: LogId, b: LogId): number {
  if (a === b) return 0
  const [aTime = '', aSequence = ''] = a.split('-')
  const [bTime = '', bSequence = ''] = b.split('-')
  return compareDigits(aTime, bTime) || compareDigits(aSequence, bSequence)
}

/** Avoids BigInt, since every read compares IDs: canonical numbers compare by length, then as text. */
function compareDigits(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length
  return a < b ? -1 : a > b ? 1 : 0
}
