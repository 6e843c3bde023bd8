/** How much a run does. Times are in seconds. */
export interface Scale {
  /** How often each side of a comparison is loaded, in turn. */
  readonly rounds: number
  /** How long one load lasts. */
  readonly seconds: number
  /** How long each side is loaded beforehand, so that its code is compiled and its memory has grown. */
  readonly warmUp: number
  /** How two checkouts are compared: passes, each in new processes, and the loads of each pass. Very short rounds cancel the machine's noise best. */
  readonly against: {
    readonly passes: number
    readonly rounds: number
    readonly seconds: number
    readonly warmUp: number
  }
  /** How many entries the books have whose cost is compared. */
  readonly sizes: readonly number[]
  /** How many posts in a row are timed in a book whose size must not change much. */
  readonly postsPerSize: number
  /** How many event streams one process holds open. */
  readonly streams: number
  /** How many posts are timed until their last reader has them. */
  readonly livePosts: number
  /** How often each side opens the streams and is posted to, in turn. */
  readonly liveRounds: number
  /** How long the mixed load lasts. */
  readonly mixedSeconds: number
  /** How often the program is started. */
  readonly starts: number
}

/** Many short rounds: the speed of a shared machine changes by a factor of two within minutes. */
export const FULL: Scale = {
  rounds: 15,
  seconds: 1.3,
  warmUp: 2,
  against: { passes: 3, rounds: 15, seconds: 0.12, warmUp: 1 },
  sizes: [100, 10_000, 1_000_000],
  postsPerSize: 1000,
  streams: 10_000,
  livePosts: 50,
  liveRounds: 2,
  mixedSeconds: 60,
  starts: 9,
}

/** About a minute: shows that everything runs, and roughly where it stands. */
export const QUICK: Scale = {
  rounds: 1,
  seconds: 0.25,
  warmUp: 0.25,
  against: { passes: 1, rounds: 5, seconds: 0.12, warmUp: 0.4 },
  sizes: [100, 10_000],
  postsPerSize: 200,
  streams: 1000,
  livePosts: 5,
  liveRounds: 1,
  mixedSeconds: 1,
  starts: 1,
}
