import type { Entry } from '../../../common/entry.ts'
import { compareIds, LOG_START, type LogId } from '../../../common/log-id.ts'
import type { UnixTime } from '../../../common/unix-time.ts'
import type { KeptEntry, KeptPage, Moderation, OlderRequest, Outcome } from '../../moderation.ts'
import { pageOf } from '../page-of.ts'
import type { Access } from './access.ts'
import { isOutOfRoom } from './files/failures.ts'
import type { Log } from './log.ts'
import { Moderator } from './moderator.ts'
import type { Tables } from './tables/tables.ts'

/** The most entries changed in one transaction, which blocks the process. */
const BATCH = 50

/** The most entries read at once. Others wait for several such parts while an owner searches. */
const PART_SIZE = 25

interface ModerationOptions {
  readonly access: Access
  readonly tables: Tables
  readonly log: Log
  readonly now: () => UnixTime
}

/** The owner's side of a book, each call in transactions of its own. */
export function moderationOf({ access, tables, log, now }: ModerationOptions): Moderation {
  const { book, entries, hidden, drawers, changes, settings } = tables
  const moderator = new Moderator(tables, log)
  const inBatches = async (ids: readonly LogId[], work: (id: LogId) => Outcome) => {
    const outcomes: Outcome[] = []
    for (let start = 0; start < ids.length; start += BATCH) {
      if (start > 0) await new Promise(setImmediate)
      outcomes.push(...writeEach(access, ids.slice(start, start + BATCH), work))
    }
    return outcomes
  }
  return {
    counts: async () =>
      access.read(() => ({
        waiting: drawers.count('waiting', now()),
        spam: drawers.count('spam', now()),
        hidden: hidden.count(),
      })),

    held: async (drawer, { after = LOG_START, limit }) =>
      access.read(() => {
        const { items, next } = pageOf(drawers.list(drawer, after, limit + 1, now()), limit)
        return { entries: items, next, total: drawers.count(drawer, now()) }
      }),

    hidden: async () => access.read(() => [...hidden.newest(-1)]),

    pinned: async () =>
      access.read(() =>
        [...entries.pinned(-1).map(asShown), ...hidden.pinned(-1).map(asHidden)].sort((a, b) => compareIds(b.id, a.id)),
      ),

    kept: (request) => readKept({ access, tables }, request),

    decide: (ids, verdict, by) => inBatches(ids, (id) => moderator.decide(id, verdict, by, now())),

    async mark(id, mark, by) {
      const work = () => moderator.mark(id, mark, by, now())
      const addsText = mark.kind === 'reply' && mark.text !== ''
      return addsText ? access.writeWithRoom(work) : access.write(work)
    },

    markEach: (ids, mark, by) => inBatches(ids, (id) => moderator.mark(id, mark, by, now())),

    remove: async (id, by, from = 'entries') => access.write(() => moderator.remove(id, by, from, now())),

    removeEach: (ids, by) => inBatches(ids, (id) => moderator.remove(id, by, 'entries', now())),

    rules: async () => access.read(() => ({ gate: book.gate(), settings: settings.all() })),

    setGate: async (gate, by) => access.write(() => moderator.setGate(gate, by, now())),

    setSettings: async (values, by) => access.writeWithRoom(() => moderator.setSettings(values, by, now())),

    async changeRules(change, from, by) {
      const work = () => moderator.changeRules(change, from, by, now())
      const addsText = Object.entries(change.settings).some(
        ([name, value]) => value !== undefined && value !== from.settings[name],
      )
      return addsText ? access.writeWithRoom(work) : access.write(work)
    },

    audit: async ({ before, limit }) =>
      access.read(() => {
        const { items, next } = pageOf(changes.audit(limit + 1, before), limit)
        return { records: items, next }
      }),
  }
}

/** In parts, so that others have their turn in between. */
async function readKept(
  { access, tables: { entries, hidden } }: Pick<ModerationOptions, 'access' | 'tables'>,
  { before, limit }: OlderRequest,
): Promise<KeptPage> {
  const all: KeptEntry[] = []
  const readPart = (size: number, from: LogId | undefined) => {
    const part = [...[...entries.newest(size, from)].map(asShown), ...[...hidden.newest(size, from)].map(asHidden)]
    return part.sort((a, b) => compareIds(b.id, a.id)).slice(0, size)
  }
  while (all.length <= limit) {
    if (all.length > 0) await new Promise(setImmediate)
    const size = Math.min(PART_SIZE, limit + 1 - all.length)
    const part = access.read(() => readPart(size, all.at(-1)?.id ?? before))
    all.push(...part)
    if (part.length < size) break
  }
  const { items, next } = pageOf(all, limit)
  return { entries: items, next }
}

const asShown = (entry: Entry): KeptEntry => ({ ...entry, isHidden: false })
const asHidden = (entry: Entry): KeptEntry => ({ ...entry, isHidden: true })

/** Works in one transaction, or if the reserve has no room for that, in one for each. */
function writeEach<Result>(access: Access, ids: readonly LogId[], work: (id: LogId) => Result): Result[] {
  try {
    return access.write(() => ids.map(work))
  } catch (error) {
    if (!isOutOfRoom(error)) throw error
    return ids.map((id) => access.write(() => work(id)))
  }
}
