/** How much a run does. */
export interface Scale {
  /** How often each side of a comparison is loaded, in turn. */
  readonly rounds: number
  /** How long one load lasts, in seconds. */
  readonly seconds: number
  /** How long each side is loaded beforehand, so that its code is compiled and its memory is grown, in seconds. */
  readonly warmUp: number
  /** How many entries the books have whose cost is compared. */
  readonly sizes: readonly number[]
  /** How many posts in a row are timed in a book whose size must not change much. */
  readonly postsPerSize: number
  /** How many open event streams one process has. */
  readonly streams: readonly number[]
  /** How many posts are timed until their last reader has them. */
  readonly livePosts: number
  /** How often each side opens the streams and is posted to, in turn. */
  readonly liveRounds: number
  /** How long the mixed load lasts, in seconds. */
  readonly mixedSeconds: number
  /** How often the program is started. */
  readonly starts: number
}

/** Many short rounds: what the machine does meanwhile meets both sides of a round, and one in fifteen tells little. */
export const FULL: Scale = {
  rounds: 15,
  seconds: 1.3,
  warmUp: 2,
  sizes: [100, 10_000, 1_000_000],
  postsPerSize: 1000,
  streams: [1000, 3000, 10_000],
  livePosts: 50,
  liveRounds: 2,
  mixedSeconds: 60,
  starts: 9,
}

/** Under a minute: shows that everything runs, and roughly where it stands. */
export const QUICK: Scale = {
  rounds: 1,
  seconds: 0.25,
  warmUp: 0.25,
  sizes: [100, 10_000],
  postsPerSize: 200,
  streams: [1000],
  livePosts: 5,
  liveRounds: 1,
  mixedSeconds: 1,
  starts: 1,
}

/** About how long a comparison of two sides takes, in seconds. */
export function comparisonSeconds({ rounds, seconds, warmUp }: Scale): number {
  const startAndEnd = 0.1
  return 2 * (warmUp + startAndEnd) + 2 * rounds * (seconds + startAndEnd)
}
