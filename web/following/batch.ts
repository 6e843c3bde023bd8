/** Runs an action at once, but those that follow soon together, so that the page is laid out once for all of them. */
export class Batch {
  readonly #interval: number
  #actions: (() => void)[] = []
  #isPausing = false

  /** @param interval the least time between two runs, in milliseconds */
  constructor(interval: number) {
    this.#interval = interval
  }

  add(action: () => void): void {
    this.#actions.push(action)
    if (!this.#isPausing) this.#run()
  }

  readonly #run = () => {
    const actions = this.#actions
    this.#actions = []
    this.#isPausing = actions.length > 0
    if (!this.#isPausing) return
    setTimeout(this.#run, this.#interval)
    for (const action of actions) {
      try {
        action()
      } catch (error) {
        // One that fails does not stop the others.
        console.error(error)
      }
    }
  }
}
