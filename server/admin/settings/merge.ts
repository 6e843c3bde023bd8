import { checkGate, type Gate, type GateProblem, isGateState } from '../../book/gate.ts'
import type { Rules } from '../../book/moderation.ts'
import type { SettingProblem } from '../../settings/check-settings.ts'
import { timeOfClock } from '../../settings/zoned-time.ts'
import { SETTING_NAMES, type SettingName, type SettingValues, STORED_FIELDS, shownValues } from './fields.ts'
import { hashOf, type SeenValues } from './seen-values.ts'

export type MergeProblem =
  | SettingProblem
  | { readonly kind: GateProblem | 'not-a-time' }
  /** Somebody else changed it to `value` since the page was made. */
  | { readonly kind: 'changed'; readonly value: string }

interface PostedSettings {
  readonly typed: Partial<SettingValues>
  readonly seen: SeenValues
}

export interface Merged {
  /** To show again: what was typed, and the current values of fields that were left alone. */
  readonly values: SettingValues
  readonly current: SettingValues
  readonly problems: ReadonlyMap<SettingName, MergeProblem>
  /** To store; undefined clears. */
  readonly settings: Readonly<Record<string, string | undefined>>
  readonly gate?: Gate | undefined
  /** Fields left alone that somebody else has changed since the page was made. */
  readonly meanwhile: readonly SettingName[]
}

/** Only what was changed in the form counts, so that it does not undo what others did meanwhile. */
export function mergeSettings({ typed, seen }: PostedSettings, now: Rules): Merged {
  const current = shownValues(now)
  const values = { ...current }
  const problems = new Map<SettingName, MergeProblem>()
  const touched = new Set<SettingName>()
  const hasChanged = (name: SettingName) => seen.has(name) && seen.get(name) !== hashOf(current[name])
  for (const name of SETTING_NAMES) {
    const text = typed[name]
    if (text === undefined || isSame(name, text, seen.get(name) ?? hashOf(current[name]))) continue
    touched.add(name)
    values[name] = text
    if (hasChanged(name) && !isSame(name, text, hashOf(current[name])))
      problems.set(name, { kind: 'changed', value: current[name] })
  }
  const settings: Record<string, string | undefined> = {}
  for (const [name, { fallback }] of STORED_FIELDS) {
    if (!touched.has(name)) continue
    const checked = check(name, values[name])
    if (!checked.ok) {
      problems.set(name, checked.problem)
      continue
    }
    const value = checked.value === fallback ? '' : checked.value
    if (value !== (now.settings[name] ?? '')) settings[name] = value || undefined
  }
  const gate = mergeGate({ touched, values, problems }, now)
  const meanwhile = SETTING_NAMES.filter((name) => !touched.has(name) && hasChanged(name))
  return { values, current, problems, settings, gate, meanwhile }
}

/** Browsers send line breaks as CR LF. */
function isSame(name: SettingName, text: string, hash: string): boolean {
  if (hashOf(text.replaceAll('\r\n', '\n')) === hash) return true
  const checked = check(name, text)
  return checked.ok && hashOf(checked.value || (STORED_FIELDS.get(name)?.fallback ?? '')) === hash
}

function check(name: SettingName, text: string) {
  return STORED_FIELDS.get(name)?.check(text) ?? ({ ok: true, value: text } as const)
}

interface Merging {
  readonly touched: ReadonlySet<SettingName>
  readonly values: SettingValues
  readonly problems: Map<SettingName, MergeProblem>
}

function mergeGate({ touched, values, problems }: Merging, now: Rules): Gate | undefined {
  if (!touched.has('gate') && !touched.has('opens') && !touched.has('closes')) return undefined
  const { gate: state } = values
  if (!isGateState(state)) {
    problems.set('gate', { kind: 'unknown-choice' })
    return undefined
  }
  const timeZone = problems.has('timeZone') ? 'UTC' : values.timeZone.trim() || 'UTC'
  const timeOf = (name: 'opens' | 'closes', before: number | undefined) => {
    // To close the book now, nobody has to empty the times first.
    if (!touched.has(name)) return state === 'closed' ? undefined : before
    const text = values[name].trim()
    const time = text === '' ? undefined : timeOfClock(text, timeZone)
    if (text !== '' && time === undefined) problems.set(name, { kind: 'not-a-time' })
    return time
  }
  const gate = { state, opensAt: timeOf('opens', now.gate.opensAt), closesAt: timeOf('closes', now.gate.closesAt) }
  const problem = checkGate(gate)
  if (problem) problems.set(problem === 'closes-first' ? 'closes' : 'gate', { kind: problem })
  return gate
}
