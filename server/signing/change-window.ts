/** How long authors may change an entry, unless the owner says otherwise. */
export const DEFAULT_MINUTES = 15

/** The settings of a book, as its stores keep them. */
export type StoredSettings = Readonly<Record<string, string>>

/** How long after writing it authors may change an entry, in milliseconds; 0: never. */
export function changeWindow({ changeWindow: text = '' }: StoredSettings = {}): number {
  const minutes = /^\d{1,6}$/.test(text) ? Number(text) : DEFAULT_MINUTES
  return minutes * 60_000
}

/** True if an entry written at `createdAt` (ISO 8601) may be changed at `now`, in milliseconds. */
export function isWithin(window: number, createdAt: string, now: number): boolean {
  return window > 0 && Date.parse(createdAt) >= now - window
}

/** The time from which on an entry must have been written, in milliseconds. */
export function writtenSince(window: number, now: number): number {
  return window > 0 ? now - window : Number.MAX_SAFE_INTEGER
}
