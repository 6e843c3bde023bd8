import { median, medianRatio } from './statistics.ts'

export interface Finding {
  readonly measure: string
  readonly unit: 'requests/s' | 'ms' | 'MB' | 'KB'
  /** NaN if it could not be measured. */
  readonly ours: number
  /** The other side, measured at the same time. */
  readonly reference?: { readonly name: string; readonly value: number }
  /** Ours to the reference, the median of the rounds. */
  readonly ratio?: number
  readonly goal?: Goal | undefined
}

export interface Goal {
  readonly of: 'ratio' | 'ours'
  readonly bound: '≥' | '≤'
  readonly value: number
}

export const atLeast = (value: number): Goal => ({ of: 'ratio', bound: '≥', value })
export const atMost = (value: number): Goal => ({ of: 'ratio', bound: '≤', value })
export const oursAtMost = (value: number): Goal => ({ of: 'ours', bound: '≤', value })

export function compareValues(
  measure: string,
  unit: Finding['unit'],
  ours: readonly number[],
  comparedWith: string,
  theirs: readonly number[],
  goal?: Goal,
): Finding {
  const reference = { name: comparedWith, value: median(theirs) }
  return { measure, unit, ours: median(ours), reference, ratio: medianRatio(ours, theirs), goal }
}

/** Whether the goal is met; undefined without a goal. NaN does not meet a goal. */
export function isMet({ ours, ratio = Number.NaN, goal }: Finding): boolean | undefined {
  if (!goal) return undefined
  const value = goal.of === 'ratio' ? ratio : ours
  return goal.bound === '≥' ? value >= goal.value : value <= goal.value
}
