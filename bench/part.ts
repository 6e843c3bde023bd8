import type { Outcome } from './findings.ts'
import type { LoadGenerator } from './load/generator.ts'
import type { Progress } from './progress.ts'
import type { Scale } from './scale.ts'

/** One part of the benchmark, which can be run by itself. */
export interface Part {
  readonly name: string
  /** What it measures, in a few words. */
  readonly about: string
  /** About how long it takes, in seconds. */
  estimate(scale: Scale): number
  /** Starts what it needs, measures, and ends all that it started. */
  run(context: Context): Promise<Outcome>
}

export interface Context {
  readonly scale: Scale
  readonly load: LoadGenerator
  readonly progress: Progress
  /** Aborts when the run is broken off; ends every process that was started with it. */
  readonly signal: AbortSignal
}
