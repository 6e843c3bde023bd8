/** The amount of work in a run. Times are in seconds. */
export interface Scale {
  readonly rounds: number
  readonly seconds: number
  /** The length of the first load, which compiles the code and lets memory grow. */
  readonly warmUp: number
  /** The entries of a book that is read or posted to. */
  readonly entries: number
  /** For comparing checkouts: passes with new processes, and the loads of each. Very short rounds cancel noise best. */
  readonly against: Readonly<Record<'passes' | 'rounds' | 'seconds' | 'warmUp', number>>
  /** The entries of books that are compared by size. */
  readonly sizes: readonly number[]
  /** How many posts are timed in a book that must not grow much. */
  readonly postsPerSize: number
  /** How long a process is loaded to see how its memory grows. */
  readonly memory: number
  readonly streams: number
  readonly livePosts: number
  readonly liveRounds: number
  readonly starts: number
}

/** Many short rounds: the speed of a shared machine changes by a factor of two within minutes. */
export const FULL: Scale = {
  rounds: 15,
  seconds: 1.3,
  warmUp: 3,
  entries: 10_000,
  against: { passes: 3, rounds: 15, seconds: 0.12, warmUp: 1 },
  sizes: [100, 10_000, 1_000_000],
  postsPerSize: 1000,
  memory: 60,
  streams: 10_000,
  livePosts: 50,
  liveRounds: 2,
  starts: 9,
}

/** About two minutes, for a rough idea. */
export const QUICK: Scale = {
  rounds: 1,
  seconds: 0.25,
  warmUp: 0.25,
  entries: 1000,
  against: { passes: 1, rounds: 5, seconds: 0.12, warmUp: 0.4 },
  sizes: [100, 10_000],
  postsPerSize: 200,
  memory: 3,
  streams: 1000,
  livePosts: 5,
  liveRounds: 1,
  starts: 1,
}
