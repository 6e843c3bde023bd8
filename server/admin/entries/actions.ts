import type { Moderation, Outcome } from '../../book/moderation.ts'
import type { Entry } from '../../common/entry.ts'
import { compareIds, type LogId } from '../../common/log-id.ts'
import { furthest, type Position } from '../../common/position.ts'
import type { ActionName } from '../../languages/admin/entries/text.ts'

export interface EntryAction {
  readonly name: ActionName
  /** Of entries in a drawer for `publish`, `spam`, `refuse` and `wait`; else of published or hidden ones. */
  readonly ids: readonly LogId[]
}

/** `no-reply`: a reply was taken away. */
export type ResultName = ActionName | 'reply' | 'no-reply'

export interface Result {
  readonly name: ResultName
  readonly done: number
  /** These needed nothing: they were like that before, or decided. */
  readonly already: number
  readonly missing: number
  readonly full: number
  /** All pinned entries, if there was no room for another. */
  readonly pinned?: readonly Entry[] | undefined
  /** The records of the log that undoing reverses, if it is possible. */
  readonly records?: Records | undefined
  /** The position of the last change, if there was one. */
  readonly position?: Position | undefined
}

export interface Records {
  readonly first: LogId
  readonly last: LogId
}

const VERDICTS = ['publish', 'spam', 'refuse', 'wait'] as const
const SWITCHES = ['hide', 'show', 'pin', 'unpin'] as const

const ACTIONS: readonly string[] = [...VERDICTS, ...SWITCHES, 'remove'] satisfies ActionName[]

const FOR_OWNERS: readonly ActionName[] = ['pin', 'unpin', 'remove']

const FINAL: readonly ResultName[] = ['refuse', 'remove']

export function isAction(text: string): text is ActionName {
  return ACTIONS.includes(text)
}

export function isForOwners(name: ActionName): boolean {
  return FOR_OWNERS.includes(name)
}

export function isFinal(name: ResultName): name is 'refuse' | 'remove' {
  return FINAL.includes(name)
}

/** Oldest entry first, so that entries are published in the order in which they were written. */
export async function perform(moderation: Moderation, { name, ids }: EntryAction, by: string): Promise<Result> {
  const outcomes = await carryOut(moderation, name, [...new Set(ids)].sort(compareIds), by)
  return resultOf(name, outcomes)
}

/** An earlier reply is not kept, so this cannot be undone. */
export async function takeReplyAway(moderation: Moderation, ids: readonly LogId[], by: string): Promise<Result> {
  const outcomes = await Promise.all(ids.map((id) => moderation.mark(id, { kind: 'reply', text: '' }, by)))
  return { ...resultOf('no-reply', outcomes), records: undefined }
}

export function resultOf(name: ResultName, outcomes: readonly Outcome[]): Result {
  const count = (kind: Outcome['kind']) => outcomes.filter((outcome) => outcome.kind === kind).length
  const positions = outcomes.flatMap((outcome) => (outcome.kind === 'done' ? [outcome.position] : []))
  return {
    name,
    done: count('done'),
    already: count('already'),
    missing: count('unknown'),
    full: count('full'),
    records: isFinal(name) ? undefined : recordsOf(positions),
    position: positions.reduce<Position | undefined>((all, one) => (all ? furthest(all, one) : one), undefined),
  }
}

function carryOut(moderation: Moderation, name: ActionName, ids: readonly LogId[], by: string) {
  const verdict = VERDICTS.find((one) => one === name)
  if (verdict) return moderation.decide(ids, verdict, by)
  const kind = SWITCHES.find((one) => one === name)
  return kind ? moderation.markEach(ids, { kind }, by) : moderation.removeEach(ids, by)
}

function recordsOf(positions: readonly Position[]): Records | undefined {
  const ids = positions.map(({ changes }) => changes).sort(compareIds)
  const [first, last] = [ids[0], ids.at(-1)]
  return first === undefined || last === undefined ? undefined : { first, last }
}
