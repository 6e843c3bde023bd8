import type { Finding } from './findings.ts'
import type { LoadThread } from './load/thread.ts'
import type { Scale } from './scale.ts'

/** One part of the benchmark, which can be run by itself. */
export interface Part {
  readonly name: string
  /** What it measures, in a few words. */
  readonly about: string
  /** Starts what it needs, measures, and ends all that it started. */
  run(context: Context): Promise<Finding[]>
}

export interface Context {
  readonly scale: Scale
  readonly load: LoadThread
  /** Tells the person at the terminal what is being done. */
  readonly progress: (step: string) => void
  /** Aborts when the run is broken off. */
  readonly signal: AbortSignal
}
