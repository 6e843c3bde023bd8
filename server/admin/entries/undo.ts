import type { AuditRecord } from '../../book/changes.ts'
import type { Moderation, Outcome } from '../../book/moderation.ts'
import { compareIds, type LogId, nextId } from '../../common/log-id.ts'
import type { ActionName } from '../../languages/admin/entries/text.ts'
import { type EntryAction, perform, type Records, type Result, resultOf } from './actions.ts'

/** More than one action has, since others may have acted in between. */
const MOST_RECORDS = 2000

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

/** Reverses what one person did between two records of the log. @returns undefined if there was nothing to reverse */
export async function undo(moderation: Moderation, { first, last }: Records, by: string): Promise<Result | undefined> {
  const records = (await recordsBetween(moderation, first, last)).filter((record) => record.by === by)
  const [newest] = records
  if (newest === undefined) return undefined
  if (newest.op === 'reply') return takeReplyBack(moderation, newest, by)
  const name = REVERSE[newest.op]
  if (name === undefined) return undefined
  const ids = records.flatMap((record) => (record.op === newest.op ? idAfter(record) : []))
  return perform(moderation, { name, ids } satisfies EntryAction, by)
}

async function takeReplyBack(moderation: Moderation, { entry }: AuditRecord, by: string): Promise<Result> {
  const outcomes: Outcome[] = entry === undefined ? [] : [await moderation.mark(entry, { kind: 'reply', text: '' }, by)]
  return { ...resultOf('reply', outcomes), records: undefined }
}

/** The entry's id after the operation. */
function idAfter({ entry, detail }: AuditRecord): LogId[] {
  const id = detail ?? entry
  return id === undefined ? [] : [id]
}

/** Newest first. */
async function recordsBetween(moderation: Moderation, first: LogId, last: LogId): Promise<AuditRecord[]> {
  const found: AuditRecord[] = []
  let before: LogId | null | undefined = nextId(last)
  while (before !== null && found.length < MOST_RECORDS) {
    const page = await moderation.audit({ before, limit: PAGE })
    const since = page.records.filter(({ id }) => compareIds(id, first) >= 0)
    found.push(...since)
    before = since.length < page.records.length ? null : page.next
  }
  return found
}
