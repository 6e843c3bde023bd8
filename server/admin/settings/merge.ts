import { checkGate, type Gate, type GateProblem, isGateState } from '../../book/gate.ts'
import type { Rules } from '../../book/moderation.ts'
import type { SettingProblem } from '../../settings/check-settings.ts'
import { timeOfClock } from '../../settings/zoned-time.ts'
import { FIELDS, type FieldName, type FieldValues, STORED_FIELDS, shownValues } from './fields.ts'
import { printOf, type SeenValues } from './seen-values.ts'

export type FieldProblem =
  | SettingProblem
  | { readonly kind: GateProblem | 'not-a-time' }
  /** Somebody else changed it to `value` since the page was made. */
  | { readonly kind: 'changed'; readonly value: string }

interface PostedSettings {
  readonly typed: Partial<FieldValues>
  readonly seen: SeenValues
}

export interface Merged {
  /** To show again: what was typed, and the current values of fields that were left alone. */
  readonly values: FieldValues
  readonly current: FieldValues
  readonly problems: ReadonlyMap<FieldName, FieldProblem>
  /** To store; undefined clears. */
  readonly settings: Readonly<Record<string, string | undefined>>
  readonly gate?: Gate | undefined
  /** Fields left alone that somebody else has changed since the page was made. */
  readonly meanwhile: readonly FieldName[]
}

/** Only what was changed in the form counts, so that it does not undo what others did meanwhile. */
export function mergeSettings({ typed, seen }: PostedSettings, now: Rules): Merged {
  const current = shownValues(now)
  const values = { ...current }
  const problems = new Map<FieldName, FieldProblem>()
  const touched = new Set<FieldName>()
  for (const name of FIELDS) {
    const text = typed[name]
    if (text === undefined || isSame(name, text, seen.get(name) ?? printOf(current[name]))) continue
    touched.add(name)
    values[name] = text
    const isChanged = seen.has(name) && seen.get(name) !== printOf(current[name])
    if (isChanged && !isSame(name, text, printOf(current[name])))
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
  const meanwhile = FIELDS.filter(
    (name) => !touched.has(name) && seen.has(name) && seen.get(name) !== printOf(current[name]),
  )
  return { values, current, problems, settings, gate, meanwhile }
}

/** Browsers send line breaks as CR LF. */
function isSame(name: FieldName, text: string, print: string): boolean {
  if (printOf(text.replaceAll('\r\n', '\n')) === print) return true
  const checked = check(name, text)
  return checked.ok && printOf(checked.value || (STORED_FIELDS.get(name)?.fallback ?? '')) === print
}

function check(name: FieldName, text: string) {
  return STORED_FIELDS.get(name)?.check(text) ?? ({ ok: true, value: text } as const)
}

interface Merging {
  readonly touched: ReadonlySet<FieldName>
  readonly values: FieldValues
  readonly problems: Map<FieldName, FieldProblem>
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
