import type { Finding } from './findings.ts'
import type { LoadThread } from './load/thread.ts'
import type { Scale } from './scale.ts'

/** A part of the benchmark that can run alone. */
export interface Part {
  readonly name: string
  readonly about: string
  run(context: Context): Promise<Finding[]>
}

export interface Context {
  readonly scale: Scale
  readonly load: LoadThread
  readonly progress: (step: string) => void
  readonly signal: AbortSignal
}
