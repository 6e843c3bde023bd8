import type { AuditRecord } from '../../book/changes.ts'
import type { Moderation } from '../../book/moderation.ts'
import { compareIds, type LogId } from '../../common/log-id.ts'
import type { ActionName } from '../../languages/admin/entries/text.ts'
import { perform, type Records, type Result, takeReplyAway } from './actions.ts'

/** More than one action has, since others may have acted in between and afterwards. */
const MOST_RECORDS = 5000

const PAGE = 200

/** A published entry was seen, so it is hidden rather than put back to wait. */
const REVERSE: { readonly [Op in AuditRecord['op']]?: ActionName } = {
  publish: 'hide',
  spam: 'wait',
  wait: 'spam',
  hide: 'show',
  show: 'hide',
  pin: 'unpin',
  unpin: 'pin',
}

/** Operations that change the same about an entry. In a drawer, each gives the entry another id. */
const SAME: readonly (readonly AuditRecord['op'][])[] = [['publish', 'hide', 'show'], ['pin', 'unpin'], ['reply']]

/**
 * Reverses what one person did between two records of the log. What was changed again since then stays, and counts as `already`.
 * @returns undefined if there was nothing to reverse
 */
export async function undo(moderation: Moderation, { first, last }: Records, by: string): Promise<Result | undefined> {
  const since = await recordsSince(moderation, first)
  const own = since.filter((record) => compareIds(record.id, last) <= 0 && record.by === by)
  const [newest] = own
  if (newest === undefined) return undefined
  const records = own.filter((record) => record.op === newest.op)
  const newestOf = newestChanges(since)
  const lasting = records.filter((record) => (newestOf.get(changeKey(record)) ?? record) === record)
  const ids = lasting.flatMap(idAfter)
  const result = await reverse(moderation, newest.op, ids, by)
  return result && { ...result, already: result.already + records.length - lasting.length }
}

async function reverse(moderation: Moderation, op: AuditRecord['op'], ids: readonly LogId[], by: string) {
  if (op === 'reply') return takeReplyAway(moderation, ids, by)
  const name = REVERSE[op]
  return name && perform(moderation, { name, ids }, by)
}

/** The last record about each entry, by what it changed. @param since newest first */
function newestChanges(since: readonly AuditRecord[]): ReadonlyMap<string | undefined, AuditRecord> {
  return new Map(
    since
      .filter(({ op }) => sameAs(op))
      .map((record) => [changeKey(record), record] as const)
      .reverse(),
  )
}

/** The same for two records if the later one takes the place of the earlier one; undefined for what nothing takes the place of. */
function changeKey(record: AuditRecord): string | undefined {
  const same = sameAs(record.op)
  return same && `${same[0]} ${idAfter(record)[0]}`
}

function sameAs(op: AuditRecord['op']): readonly AuditRecord['op'][] | undefined {
  return SAME.find((ops) => ops.includes(op))
}

/** The entry's id after the operation. */
function idAfter({ entry, detail }: AuditRecord): LogId[] {
  const id = detail ?? entry
  return id === undefined ? [] : [id]
}

/** Newest first. */
async function recordsSince(moderation: Moderation, first: LogId): Promise<AuditRecord[]> {
  const found: AuditRecord[] = []
  let before: LogId | null | undefined
  while (before !== null && found.length < MOST_RECORDS) {
    const page = await moderation.audit({ before, limit: PAGE })
    const since = page.records.filter(({ id }) => compareIds(id, first) >= 0)
    found.push(...since)
    before = since.length < page.records.length ? null : page.next
  }
  return found
}
