/** Tells the person at the terminal where a run is and about how long it will take yet. */
export class Progress {
  readonly #out: NodeJS.WriteStream
  /** Seconds by estimate: of all that was begun before the present part, of that part, and of what comes after it. */
  #before = 0
  #current = 0
  #after: number
  #startedAt = performance.now()
  #partStartedAt = performance.now()
  #title = ''

  constructor(out: NodeJS.WriteStream, estimate: number) {
    this.#out = out
    this.#after = estimate
  }

  /** Begins a part that is estimated to take so many seconds. */
  begin(title: string, estimate: number): void {
    this.#before += this.#current
    this.#current = estimate
    this.#after -= estimate
    this.#title = title
    this.#partStartedAt = performance.now()
  }

  /** Says what is being done now. On a terminal it takes the place of what was said before. */
  step(what: string): void {
    const line = `${this.#title}: ${what} (${describeSeconds(this.#left())} left)`
    if (!this.#out.isTTY) this.#out.write(`${line}\n`)
    else this.#out.write(`\r\u001b[2K${line.slice(0, this.#out.columns - 1)}`)
  }

  /** Takes the last line away where it would stand in the way of what follows. */
  clear(): void {
    if (this.#out.isTTY) this.#out.write('\r\u001b[2K')
  }

  /** What the estimates leave, stretched by as much as they were wrong so far. */
  #left(): number {
    const now = performance.now()
    const spentBefore = (this.#partStartedAt - this.#startedAt) / 1000
    const stretch = this.#before > 0 ? spentBefore / this.#before : 1
    const spentHere = (now - this.#partStartedAt) / 1000
    return Math.max(0, this.#current * stretch - spentHere) + this.#after * stretch
  }
}

/** A duration as a person would say it. */
export function describeSeconds(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  return `${Math.round(seconds / 60)} min`
}
