import type { Finding } from './findings.ts'
import type { Scale } from './scale.ts'

/** A part of the benchmark that can run alone. */
export interface Part {
  readonly name: string
  readonly about: string
  run(context: Context): Promise<Finding[]>
}

export interface Context {
  readonly scale: Scale
  readonly progress: (step: string) => void
  readonly signal: AbortSignal
  /** What could not be measured, and why. */
  readonly failures: string[]
}

/** Measures one item after the other. If one fails, notes it and goes on, so that one bad row does not end a long run. */
export async function measureEach<Item extends { readonly name: string }, Result>(
  { progress, signal, failures }: Context,
  items: readonly Item[],
  measure: (item: Item) => Promise<readonly Result[]>,
): Promise<Result[]> {
  const results: Result[] = []
  for (const item of items) {
    try {
      results.push(...(await measure(item)))
    } catch (error) {
      signal.throwIfAborted()
      failures.push(`${item.name}: ${(error as Error).message}`)
      progress(`${item.name} could not be measured`)
    }
  }
  return results
}

/**
 * Measures all sides in turn, in as many rounds, each in the opposite order of the one before. A round 0 before them is a
 * warm-up that does not count.
 * @returns the results of each side
 */
export async function takeTurns<Side, Result>(
  { progress, signal }: Context,
  what: string,
  rounds: number,
  sides: readonly Side[],
  measure: (side: Side) => Promise<Result>,
): Promise<Result[][]> {
  const turns = sides.map((side) => ({ side, results: [] as Result[] }))
  for (let round = 0; round <= rounds; round++) {
    progress(`${what}, ${round === 0 ? 'warming up' : `round ${round} of ${rounds}`}`)
    for (const { side, results } of round % 2 ? turns : turns.toReversed()) {
      signal.throwIfAborted()
      results.push(await measure(side))
    }
  }
  return turns.map(({ results }) => results.slice(1))
}
