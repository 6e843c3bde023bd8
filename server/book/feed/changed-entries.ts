import type { Entry } from '../../common/entry.ts'
import { compareIds, type LogId } from '../../common/log-id.ts'
import { type Change, isHiding, type Operation } from '../changes.ts'

/** Entries as readers see them after the changes, newest first. One that is shown again returns if its id is `from` or later. */
export function withChanges(entries: readonly Entry[], changed: readonly Change[], from: LogId): readonly Entry[] {
  const last = lastChanges(changed)
  if (last.size === 0) return entries
  const unchanged = entries.filter(({ id }) => !last.has(id))
  const visible: Entry[] = []
  for (const { now } of last.values()) if (now !== undefined && compareIds(now.id, from) >= 0) visible.push(now)
  if (visible.length === 0) return unchanged
  return [...unchanged, ...visible].sort((a, b) => compareIds(b.id, a.id))
}

/** The same changes. Only the last one of each entry keeps its `now`. */
export function withoutOldWords(changed: readonly Change[]): readonly Change[] {
  const last = lastChanges(changed)
  return changed.map((change) => {
    const isOld = change.now !== undefined && change.entry !== undefined && last.get(change.entry) !== change
    return isOld ? { ...change, now: undefined } : change
  })
}

/** How many more entries readers see after the changes than before. `earlier`: the known changes before them. */
export function growthBy(changed: readonly Change[], earlier: readonly Change[]): number {
  const wereVisible = new Map<LogId, boolean>()
  for (const { op, entry } of earlier) {
    if (entry !== undefined && isDecisive(op)) wereVisible.set(entry, op === 'show')
  }
  // Only what is visible is hidden, and only what is hidden is shown.
  for (const { op, entry } of changed) {
    if (entry !== undefined && isDecisive(op) && !wereVisible.has(entry)) wereVisible.set(entry, op !== 'show')
  }
  let growth = 0
  for (const [id, { now }] of lastChanges(changed)) {
    const wasVisible = wereVisible.get(id)
    if (wasVisible !== undefined) growth += Number(now !== undefined) - Number(wasVisible)
  }
  return growth
}

function isDecisive(op: Operation): boolean {
  return op === 'show' || isHiding(op)
}

/** The last change of each entry. */
export function lastChanges(changed: readonly Change[]): ReadonlyMap<LogId, Change> {
  const last = new Map<LogId, Change>()
  for (const change of changed) if (change.entry !== undefined) last.set(change.entry, change)
  return last
}
