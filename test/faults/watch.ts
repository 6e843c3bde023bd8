import { awaitedLater } from '../support/awaited-later.ts'
import type { Answer, Client } from './client.ts'

/** Asks a front end for pages without pause and remembers every answer that was not what it had to be. */
export class Watch {
  asked = 0
  /** The longest that an answer took, in milliseconds. */
  slowest = 0
  readonly wrong: string[] = []
  readonly #working: Promise<void>
  #stopped = false

  /** @param isRight says of the answer to each of `paths` whether it is what it has to be */
  constructor(client: Client, paths: readonly string[], isRight: (answer: Answer, path: string) => boolean) {
    this.#working = awaitedLater(this.#work(client, paths, isRight))
  }

  /** Ends once the question that is under way is answered. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#working
  }

  async #work(
    client: Client,
    paths: readonly string[],
    isRight: (answer: Answer, path: string) => boolean,
  ): Promise<void> {
    while (!this.#stopped) {
      const path = paths[this.asked++ % paths.length] as string
      const answer = await client.ask(path)
      this.slowest = Math.max(this.slowest, answer.milliseconds)
      if (!isRight(answer, path)) this.wrong.push(`${path}: ${answer.status} ${answer.text.slice(0, 200)}`)
    }
  }
}
