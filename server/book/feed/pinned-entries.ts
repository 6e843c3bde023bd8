import type { Entry } from '../../common/entry.ts'
import { compareIds, type LogId } from '../../common/log-id.ts'
import type { Change } from '../changes.ts'

/** The pinned entries that readers see after the changes, newest first. */
export function pinnedAfter(
  pinned: readonly Entry[],
  { added, changed }: { readonly added: readonly Entry[]; readonly changed: readonly Change[] },
): readonly Entry[] {
  const after = new Map(pinned.map((entry) => [entry.id, entry]))
  // One that replaces a pinned entry is pinned from the start.
  for (const entry of added) if (entry.pinned) after.set(entry.id, entry)
  for (const [id, now] of lastWords(changed)) {
    if (now?.pinned) after.set(id, now)
    else after.delete(id)
  }
  const isSame = after.size === pinned.length && pinned.every((entry) => after.get(entry.id) === entry)
  return isSame ? pinned : [...after.values()].sort((a, b) => compareIds(b.id, a.id))
}

/** What each changed entry is at the end; undefined if readers do not see it. */
function lastWords(changed: readonly Change[]): ReadonlyMap<LogId, Entry | undefined> {
  const last = new Map<LogId, Entry | undefined>()
  for (const { entry, now } of changed) if (entry !== undefined) last.set(entry, now)
  return last
}
