import type { UnixTime } from '../../common/unix-time.ts'

/** `2026-12-01T10:00`, with seconds and a zone if wanted. Parts of a second, which programs write, do not count. */
const TIME = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/i

/** Parses a time; without a zone, it is one of this machine's. Undefined if there is no such time. */
export function parseTime(text: string): UnixTime | undefined {
  const [, year, month, day, hour, minute, second = '00', zone = ''] = TIME.exec(text) ?? []
  const wall = `${year}-${month}-${day}T${hour}:${minute}:${second}`
  // JavaScript takes 30 February for 2 March.
  const asUtc = new Date(`${wall}Z`)
  if (Number.isNaN(asUtc.getTime()) || asUtc.toISOString().slice(0, 19) !== wall) return undefined
  const time = new Date(wall + zone.toUpperCase()).getTime()
  return Number.isNaN(time) || time <= 0 ? undefined : time
}

/** The zone of this machine, such as "Europe/Berlin". */
export function zoneHere(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** `2026-12-01 10:00`, in the zone of this machine. */
export function formatTime(time: number | string): string {
  const date = new Date(time)
  return Number.isNaN(date.getTime()) ? String(time) : SWEDISH.format(date)
}

/** Sweden writes times almost as ISO 8601 does. */
const SWEDISH = new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'short' })
