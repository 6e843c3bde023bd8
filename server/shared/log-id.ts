/**
 * An ID in a log, `<milliseconds>-<sequence>`, both unsigned 64-bit numbers: the form of a Redis Stream's IDs
 * (https://redis.io/docs/latest/develop/data-types/streams/#entry-ids).
 */
export type LogId = string

/** Before every ID: the position of one who has read nothing. */
export const LOG_START: LogId = '0-0'

const ID = /^(0|[1-9]\d{0,19})-(0|[1-9]\d{0,19})$/
const LARGEST = 2n ** 64n - 1n

/** True for the text of an ID, in its one canonical form (no signs, no leading zeros, within 64 bits). */
export function isId(text: string | undefined): text is LogId {
  const parts = text === undefined ? null : ID.exec(text)
  return parts?.slice(1).every((part) => part.length < 20 || BigInt(part) <= LARGEST) ?? false
}

/** The last ID that may come before another one. Throws for the first there can be. */
export function previousId(id: LogId): LogId {
  const [time = '0', sequence = '0'] = id.split('-')
  if (sequence !== '0') return `${time}-${BigInt(sequence) - 1n}`
  if (time === '0') throw new RangeError(`expected an ID after ${LOG_START}, got ${id}`)
  return `${BigInt(time) - 1n}-${LARGEST}`
}

/** The first ID that may come after another one; undefined for the last there can be. */
export function nextId(id: LogId): LogId | undefined {
  const [time = '0', sequence = '0'] = id.split('-')
  if (BigInt(sequence) < LARGEST) return `${time}-${BigInt(sequence) + 1n}`
  return BigInt(time) < LARGEST ? `${BigInt(time) + 1n}-0` : undefined
}

/** Negative where `a` comes before `b`, 0 where they are equal, positive where it comes after. */
export function compareIds(a: LogId, b: LogId): number {
  if (a === b) return 0
  const [aTime = '', aSequence = ''] = a.split('-')
  const [bTime = '', bSequence = ''] = b.split('-')
  return compareDigits(aTime, bTime) || compareDigits(aSequence, bSequence)
}

/** Canonical decimal numbers compare by length, then as text: no BigInt on a path that every read takes. */
function compareDigits(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length
  return a < b ? -1 : a > b ? 1 : 0
}
