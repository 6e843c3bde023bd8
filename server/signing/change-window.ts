import { MINUTE_MS } from '../common/unix-time.ts'
import type { StoredSettings } from '../settings/stored-settings.ts'

/** How long authors may change an entry, unless the owner says otherwise. */
export const DEFAULT_MINUTES = 15

/** How long after writing it authors may change an entry, in milliseconds; 0: never. */
export function changeWindow({ changeWindow: text = '' }: StoredSettings = {}): number {
  const minutes = /^\d{1,6}$/.test(text) ? Number(text) : DEFAULT_MINUTES
  return minutes * MINUTE_MS
}

/** True if an entry written at `createdAt` (ISO 8601) may be changed at `now`, in milliseconds. */
export function isWithin(window: number, createdAt: string, now: number): boolean {
  return window > 0 && Date.parse(createdAt) >= now - window
}

/** Only entries written since then may be changed; `now` and the result are in milliseconds since 1970. */
export function writtenSince(window: number, now: number): number {
  return window > 0 ? now - window : Number.MAX_SAFE_INTEGER
}
