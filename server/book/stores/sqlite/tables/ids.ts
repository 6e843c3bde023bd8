import type { LogId } from '../../../../common/log-id.ts'
import type { UnixTime } from '../../../../common/unix-time.ts'

/** The next ID: greater than `last` even if the clock goes back, like Redis' `XADD *`. */
export function newId(last: LogId, now: UnixTime): LogId {
  const { time, sequence } = splitId(last)
  return now > time ? `${now}-0` : `${time}-${sequence + 1}`
}

/** Splits an ID for SQLite. Only a cursor can exceed a safe integer; it is reduced to the greatest. */
export function splitId(id: LogId): { time: number; sequence: number } {
  const [time, sequence] = id.split('-').map((part) => Math.min(Number(part), Number.MAX_SAFE_INTEGER))
  if (time === undefined || sequence === undefined)
    throw new TypeError(`expected an ID like 1700000000000-0, got ${id}`)
  return { time, sequence }
}
