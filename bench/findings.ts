import { median, medianRatio } from './statistics.ts'

/** What one measurement found. */
export interface Finding {
  readonly measure: string
  readonly unit: 'requests/s' | 'ms' | 'MB' | 'KB'
  /** In that unit; NaN if it could not be measured. */
  readonly ours: number
  /** What it is compared with, measured in the same minutes. */
  readonly reference?: { readonly name: string; readonly value: number }
  /** Ours to the reference: the median of the rounds. */
  readonly ratio?: number
  readonly goal?: Goal | undefined
  /** What a request cost on both sides. */
  readonly cost?: { readonly ours: Cost; readonly reference: Cost }
}

/** A bound on the ratio, or on our own value. */
export interface Goal {
  readonly of: 'ratio' | 'ours'
  readonly bound: '≥' | '≤'
  readonly value: number
}

/** CPU time in milliseconds for 1,000 requests, latency in milliseconds; NaN if unknown. */
export interface Cost {
  readonly server: number
  /** The master and its replicas together. */
  readonly redis: number
  readonly p50: number
  readonly p99: number
}

export const atLeast = (value: number): Goal => ({ of: 'ratio', bound: '≥', value })
export const atMost = (value: number): Goal => ({ of: 'ratio', bound: '≤', value })
export const oursAtMost = (value: number): Goal => ({ of: 'ours', bound: '≤', value })

/** What was measured round by round on our side and on the other; a single value is one round. */
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

/** Whether the goal is met; undefined if there is none. What could not be measured does not meet its goal. */
export function isMet({ ours, ratio = Number.NaN, goal }: Finding): boolean | undefined {
  if (!goal) return undefined
  const value = goal.of === 'ratio' ? ratio : ours
  return goal.bound === '≥' ? value >= goal.value : value <= goal.value
}
