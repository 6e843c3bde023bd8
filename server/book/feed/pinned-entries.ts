import type { Entry } from '../../common/entry.ts'
import { compareIds } from '../../common/log-id.ts'
import type { Change } from '../changes.ts'
import { lastChanges } from './changed-entries.ts'

/** The pinned entries that readers see after the changes, newest first. */
export function pinnedAfter(
  pinned: readonly Entry[],
  { added, changed }: { readonly added: readonly Entry[]; readonly changed: readonly Change[] },
): readonly Entry[] {
  const after = new Map(pinned.map((entry) => [entry.id, entry]))
  // An entry that replaces a pinned one is pinned from the start.
  for (const entry of added) if (entry.pinned) after.set(entry.id, entry)
  for (const [id, { now }] of lastChanges(changed)) {
    if (now?.pinned) after.set(id, now)
    else after.delete(id)
  }
  const isSame = after.size === pinned.length && pinned.every((entry) => after.get(entry.id) === entry)
  return isSame ? pinned : [...after.values()].sort((a, b) => compareIds(b.id, a.id))
}
