/** Counts what many workers do, so that a test goes on by what has happened and not by the clock. */
export class Progress {
  count = 0
  /** The longest time between two steps, in milliseconds. */
  longestGap = 0
  #last = performance.now()
  #waiting: { count: number; resolve: () => void }[] = []

  step(): void {
    const now = performance.now()
    this.longestGap = Math.max(this.longestGap, now - this.#last)
    this.#last = now
    this.count++
    const reached = this.#waiting.filter(({ count }) => count <= this.count)
    this.#waiting = this.#waiting.filter(({ count }) => count > this.count)
    for (const { resolve } of reached) resolve()
  }

  /** Resolves after that many more steps; rejects where the work fails, or has ended before. */
  async more(count: number, work: Promise<unknown>): Promise<void> {
    const target = this.count + count
    const reached = new Promise<void>((resolve) => this.#waiting.push({ count: target, resolve }))
    const ended = work.then(() => {
      if (this.count < target) throw new Error(`expected ${target} steps, but the work ended after ${this.count}`)
    })
    await Promise.race([reached, ended])
  }
}
