import { setTimeout as pause } from 'node:timers/promises'
import { awaitedLater } from '../support/awaited-later.ts'
import type { Answer, Client } from './client.ts'

type Path = string | ((asked: number) => string)

/** Asks a front end for page after page and remembers every answer that was not what it had to be. */
export class Watch {
  asked = 0
  /** The longest that an answer took, in milliseconds. */
  slowest = 0
  readonly wrong: string[] = []
  readonly #working: Promise<void>
  #stopped = false

  /**
   * @param paths asked one after the other; each may differ with how many were asked before
   * @param isRight says of the answer to each of them whether it is what it has to be
   */
  constructor(client: Client, paths: readonly Path[], isRight: (answer: Answer, path: string) => boolean) {
    this.#working = awaitedLater(this.#work(client, paths, isRight))
  }

  /** Ends once the question that is under way is answered. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#working
  }

  async #work(
    client: Client,
    paths: readonly Path[],
    isRight: (answer: Answer, path: string) => boolean,
  ): Promise<void> {
    while (!this.#stopped) {
      const next = paths[this.asked % paths.length] as Path
      const path = typeof next === 'string' ? next : next(this.asked)
      this.asked += 1
      const answer = await client.ask(path)
      this.slowest = Math.max(this.slowest, answer.milliseconds)
      if (!isRight(answer, path)) this.wrong.push(`${path}: ${answer.status} ${answer.text.slice(0, 200)}`)
      await pause(PAUSE)
    }
  }
}

/** In milliseconds. Without it, a watch keeps a core busy, and slows down what it watches. */
const PAUSE = 10
