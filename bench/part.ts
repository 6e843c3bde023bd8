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
  /** What could not be measured, and why. */
  readonly failures: string[]
}

/** Measures something. If that fails, notes it and returns undefined, so that one bad row does not end a run of half an hour. */
export async function attempt<Result>(
  { progress, signal, failures }: Context,
  what: string,
  measure: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await measure()
  } catch (error) {
    signal.throwIfAborted()
    failures.push(`${what}: ${(error as Error).message}`)
    progress(`${what} could not be measured`)
    return undefined
  }
}
