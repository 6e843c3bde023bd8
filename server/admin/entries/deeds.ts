import type { Moderation, Outcome } from '../../book/moderation.ts'
import type { Entry } from '../../common/entry.ts'
import { compareIds, type LogId } from '../../common/log-id.ts'
import type { DeedName } from '../../languages/admin/entries/text.ts'

export interface Deed {
  readonly name: DeedName
  /** In a drawer for `publish`, `spam`, `refuse` and `wait`; else published or hidden. */
  readonly ids: readonly LogId[]
}

export interface Result {
  readonly name: DeedName | 'reply'
  readonly done: number
  /** So many were like that before, or decided. */
  readonly already: number
  readonly missing: number
  readonly full: number
  /** All pinned entries, if there was no room for another. */
  readonly pinned?: readonly Entry[] | undefined
  /** The first and the last record of the log that undoing reverses; absent if nothing can be undone. */
  readonly records?: Records | undefined
}

export interface Records {
  readonly first: LogId
  readonly last: LogId
}

const VERDICTS = ['publish', 'spam', 'refuse', 'wait'] as const
const SWITCHES = ['hide', 'show', 'pin', 'unpin'] as const

const DEEDS: readonly string[] = [...VERDICTS, ...SWITCHES, 'remove'] satisfies DeedName[]

const FOR_OWNERS: readonly DeedName[] = ['pin', 'unpin', 'remove']

const FINAL: readonly (DeedName | 'reply')[] = ['refuse', 'remove']

export function isDeed(text: string): text is DeedName {
  return DEEDS.includes(text)
}

export function isForOwners(name: DeedName): boolean {
  return FOR_OWNERS.includes(name)
}

export function isFinal(name: DeedName | 'reply'): name is 'refuse' | 'remove' {
  return FINAL.includes(name)
}

/** Does it to the oldest entry first, so that entries are published in the order in which they were written. */
export async function perform(moderation: Moderation, { name, ids }: Deed, by: string): Promise<Result> {
  const outcomes = await carryOut(moderation, name, [...new Set(ids)].sort(compareIds), by)
  return resultOf(name, outcomes)
}

export function resultOf(name: Result['name'], outcomes: readonly Outcome[]): Result {
  const count = (kind: Outcome['kind']) => outcomes.filter((outcome) => outcome.kind === kind).length
  return {
    name,
    done: count('done'),
    already: count('already'),
    missing: count('unknown'),
    full: count('full'),
    records: isFinal(name) ? undefined : recordsOf(outcomes),
  }
}

function carryOut(moderation: Moderation, name: DeedName, ids: readonly LogId[], by: string) {
  const verdict = VERDICTS.find((one) => one === name)
  if (verdict) return moderation.decide(ids, verdict, by)
  const kind = SWITCHES.find((one) => one === name)
  return kind ? moderation.markEach(ids, { kind }, by) : moderation.removeEach(ids, by)
}

function recordsOf(outcomes: readonly Outcome[]): Records | undefined {
  const ids = outcomes
    .flatMap((outcome) => (outcome.kind === 'done' ? [outcome.position.removed] : []))
    .sort(compareIds)
  const [first, last] = [ids[0], ids.at(-1)]
  return first === undefined || last === undefined ? undefined : { first, last }
}
