/**
 * How many times as long things may take on a machine that is busy with something else. Without it, a promise of one second would be
 * a test of the machine. A fault that makes somebody wait does so for many seconds, until a limit of its own ends the wait.
 */
const SLOWDOWN = 5

/** The most that something may take in a test, in milliseconds, which takes so many on a machine of its own. */
export function onBusyMachine(milliseconds: number): number {
  return SLOWDOWN * milliseconds
}

/**
 * How much of the processor this process spends on `work`, in milliseconds. Other programs do not add to it, however busy the machine is:
 * this is how a test tells that something is not slow by itself.
 */
export async function processorTime(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
