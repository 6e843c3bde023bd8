import type { LogId } from '../../../shared/log-id.ts'

/** The ID after `last` at the time `now`: greater also where the clock stands still or has gone back, as with Redis' `XADD *`. */
export function nextId(last: LogId, now: number): LogId {
  const { time, sequence } = splitId(last)
  return now > time ? `${now}-0` : `${time}-${sequence + 1}`
}

/**
 * An ID as two numbers that SQLite orders. No log of ours gets beyond what a JavaScript number holds exactly; a cursor may,
 * and stands for the greatest one then.
 */
export function splitId(id: LogId): { time: number; sequence: number } {
  const [time, sequence] = id.split('-').map((part) => Math.min(Number(part), Number.MAX_SAFE_INTEGER))
  if (time === undefined || sequence === undefined)
    throw new TypeError(`expected an ID like 1700000000000-0, got ${id}`)
  return { time, sequence }
}
