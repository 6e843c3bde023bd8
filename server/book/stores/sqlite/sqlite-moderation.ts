import type { Entry } from '../../../common/entry.ts'
import { compareIds, LOG_START, type LogId } from '../../../common/log-id.ts'
import type { UnixTime } from '../../../common/unix-time.ts'
import type { KeptEntry, Moderation, Outcome } from '../../moderation.ts'
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

/** The owner's side of an embedded book, each call in transactions of its own. */
export class SqliteModeration implements Moderation {
  readonly #access: Access
  readonly #tables: Tables
  readonly #moderator: Moderator
  readonly #now: () => UnixTime

  constructor({ access, tables, log, now }: ModerationOptions) {
    this.#access = access
    this.#tables = tables
    this.#moderator = new Moderator(tables, log)
    this.#now = now
  }

  readonly counts: Moderation['counts'] = async () => {
    const { drawers, hidden } = this.#tables
    return this.#access.read(() => ({
      waiting: drawers.count('waiting', this.#now()),
      spam: drawers.count('spam', this.#now()),
      hidden: hidden.count(),
    }))
  }

  readonly held: Moderation['held'] = async (drawer, { after = LOG_START, limit }) => {
    const { drawers } = this.#tables
    return this.#access.read(() => {
      const { items, next } = pageOf(drawers.list(drawer, after, limit + 1, this.#now()), limit)
      return { entries: items, next, total: drawers.count(drawer, this.#now()) }
    })
  }

  readonly hidden: Moderation['hidden'] = async () => this.#access.read(() => [...this.#tables.hidden.newest(-1)])

  readonly pinned: Moderation['pinned'] = async () => {
    const { entries, hidden } = this.#tables
    return this.#access.read(() =>
      newestFirst([...entries.pinned(-1).map(asShown), ...hidden.pinned(-1).map(asHidden)]),
    )
  }

  /** In parts, so that others have their turn in between. */
  readonly kept: Moderation['kept'] = async ({ before, limit }) => {
    const all: KeptEntry[] = []
    while (all.length <= limit) {
      if (all.length > 0) await new Promise(setImmediate)
      const size = Math.min(PART_SIZE, limit + 1 - all.length)
      const part = this.#access.read(() => this.#newestKept(size, all.at(-1)?.id ?? before))
      all.push(...part)
      if (part.length < size) break
    }
    const { items, next } = pageOf(all, limit)
    return { entries: items, next }
  }

  readonly decide: Moderation['decide'] = (ids, verdict, by) =>
    this.#inBatches(ids, (id) => this.#moderator.decide(id, verdict, by, this.#now()))

  readonly mark: Moderation['mark'] = async (id, mark, by) => {
    const addsText = mark.kind === 'reply' && mark.text !== ''
    return this.#write(addsText, () => this.#moderator.mark(id, mark, by, this.#now()))
  }

  readonly markEach: Moderation['markEach'] = (ids, mark, by) =>
    this.#inBatches(ids, (id) => this.#moderator.mark(id, mark, by, this.#now()))

  readonly remove: Moderation['remove'] = async (id, by, from = 'entries') =>
    this.#access.write(() => this.#moderator.remove(id, by, from, this.#now()))

  readonly removeEach: Moderation['removeEach'] = (ids, by) =>
    this.#inBatches(ids, (id) => this.#moderator.remove(id, by, 'entries', this.#now()))

  readonly rules: Moderation['rules'] = async () => {
    const { book, settings } = this.#tables
    return this.#access.read(() => ({ gate: book.gate(), settings: settings.all() }))
  }

  readonly setGate: Moderation['setGate'] = async (gate, by) =>
    this.#access.write(() => this.#moderator.setGate(gate, by, this.#now()))

  readonly setSettings: Moderation['setSettings'] = async (values, by) =>
    this.#access.writeWithRoom(() => this.#moderator.setSettings(values, by, this.#now()))

  readonly changeRules: Moderation['changeRules'] = async (change, from, by) => {
    const settings = Object.entries(change.settings)
    const addsText = settings.some(([name, value]) => value !== undefined && value !== from.settings[name])
    return this.#write(addsText, () => this.#moderator.changeRules(change, from, by, this.#now()))
  }

  readonly audit: Moderation['audit'] = async ({ before, limit }) =>
    this.#access.read(() => {
      const { items, next } = pageOf(this.#tables.changes.audit(limit + 1, before), limit)
      return { records: items, next }
    })

  #newestKept(limit: number, before: LogId | undefined): KeptEntry[] {
    const { entries, hidden } = this.#tables
    const shown = [...entries.newest(limit, before)].map(asShown)
    return newestFirst([...shown, ...[...hidden.newest(limit, before)].map(asHidden)]).slice(0, limit)
  }

  #write<Result>(addsText: boolean, work: () => Result): Result {
    return addsText ? this.#access.writeWithRoom(work) : this.#access.write(work)
  }

  async #inBatches(ids: readonly LogId[], work: (id: LogId) => Outcome): Promise<Outcome[]> {
    const outcomes: Outcome[] = []
    for (let start = 0; start < ids.length; start += BATCH) {
      if (start > 0) await new Promise(setImmediate)
      outcomes.push(...writeEach(this.#access, ids.slice(start, start + BATCH), work))
    }
    return outcomes
  }
}

const asShown = (entry: Entry): KeptEntry => ({ ...entry, isHidden: false })
const asHidden = (entry: Entry): KeptEntry => ({ ...entry, isHidden: true })

function newestFirst(entries: KeptEntry[]): KeptEntry[] {
  return entries.sort((a, b) => compareIds(b.id, a.id))
}

/** Works in one transaction, or if the reserve has no room for that, in one for each. */
function writeEach<Result>(access: Access, ids: readonly LogId[], work: (id: LogId) => Result): Result[] {
  try {
    return access.write(() => ids.map(work))
  } catch (error) {
    if (!isOutOfRoom(error)) throw error
    return ids.map((id) => access.write(() => work(id)))
  }
}
