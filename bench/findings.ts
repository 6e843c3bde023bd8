/** What one measurement found. */
export interface Finding {
  readonly measure: string
  readonly ours: Quantity
  /** What it is held against, measured in the same minutes. */
  readonly reference?: Reference | undefined
  /** The median of the ratios of ours to the reference, round by round. */
  readonly ratio?: number | undefined
  readonly goal?: Goal | undefined
  /** What a request cost on both sides. */
  readonly cost?: { readonly ours: Cost; readonly reference: Cost } | undefined
}

export interface Quantity {
  readonly value: number
  readonly unit: Unit
}

export type Unit = 'requests/s' | 'ms' | 'MB' | 'KB' | 'answers'

export interface Reference {
  readonly name: string
  readonly quantity: Quantity
}

/** A bound on the ratio, or on our value by itself. */
export interface Goal {
  readonly of: 'ratio' | 'value'
  readonly bound: 'at least' | 'at most'
  readonly value: number
}

/** CPU time by the operating system's and Redis' own count, in milliseconds for 1,000 requests; latency in milliseconds. */
export interface Cost {
  readonly server?: number | undefined
  /** The master and its replicas together. */
  readonly redis?: number | undefined
  readonly p50: number
  readonly p99: number
}

/** A goal for the ratio of ours to the reference: this or more. */
export const atLeast = (value: number): Goal => ({ of: 'ratio', bound: 'at least', value })

/** A goal for the ratio of ours to the reference: this or less. */
export const atMost = (value: number): Goal => ({ of: 'ratio', bound: 'at most', value })

/** A goal for our value by itself, in its own unit: this or less. */
export const valueAtMost = (value: number): Goal => ({ of: 'value', bound: 'at most', value })

/** Whether the goal is met; undefined where there is none. What could not be measured does not meet its goal. */
export function isMet({ ours, ratio, goal }: Finding): boolean | undefined {
  if (!goal) return undefined
  const value = goal.of === 'ratio' ? (ratio ?? Number.NaN) : ours.value
  return goal.bound === 'at least' ? value >= goal.value : value <= goal.value
}

/** How a measure changes with a quantity that was varied; for the plots. */
export interface Series {
  readonly plot: 'size' | 'fan-out'
  readonly line: string
  readonly points: readonly Point[]
}

export interface Point {
  readonly x: number
  /** Milliseconds. */
  readonly y: number
}

/** All that one part of the benchmark found. */
export interface Outcome {
  readonly findings: readonly Finding[]
  readonly series?: readonly Series[] | undefined
}
