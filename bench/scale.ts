/** Many short rounds: the speed of a shared machine changes by a factor of two within minutes. Times are in seconds. */
export const FULL = {
  rounds: 15,
  seconds: 0.6,
  /** The length of the first load, which compiles the code and lets memory grow. */
  warmUp: 2,
  /** The entries of a book that is read or posted to. */
  entries: 10_000,
  /** For comparing checkouts: passes with new processes, and the loads of each. Very short rounds cancel noise best. */
  against: { passes: 3, rounds: 15, seconds: 0.12, warmUp: 1 },
  /** The entries of books that are compared by size. */
  sizes: [100, 10_000, 1_000_000],
  /** How long a book of each size is read in a round: the memory of the process is compared after all of them. */
  secondsPerSize: 1.3,
  /** How many posts are timed in a book that must not grow much. */
  postsPerSize: 1000,
  /** How long a process is loaded to see how its memory grows. */
  memory: 60,
  /** How long the longest answer is looked for. */
  stall: 60,
  streams: 10_000,
  livePosts: 50,
  liveRounds: 2,
  starts: 9,
}

/** The amount of work in a run. */
export type Scale = Readonly<typeof FULL>

/** About two minutes, for a rough idea. */
export const QUICK: Scale = {
  rounds: 1,
  seconds: 0.25,
  warmUp: 0.25,
  entries: 1000,
  against: { passes: 1, rounds: 5, seconds: 0.12, warmUp: 0.4 },
  sizes: [100, 10_000],
  secondsPerSize: 0.25,
  postsPerSize: 200,
  memory: 3,
  stall: 3,
  streams: 1000,
  livePosts: 5,
  liveRounds: 1,
  starts: 1,
}
