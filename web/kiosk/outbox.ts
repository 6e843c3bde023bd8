import type { Problem } from '../../server/common/problem.ts'
import { BACK } from '../delivery.ts'
import { pause, retryPause } from '../retry.ts'
import { type Letter, postLetter } from './post-letter.ts'

export type Delivery =
  | { readonly kind: 'added'; readonly isWaiting: boolean }
  | { readonly kind: 'refused'; readonly problem: Problem }

export interface Watcher {
  /** True while the visitor who wrote the letter is at the tablet. */
  readonly isWatched: () => boolean
  /** There is no confirmation yet; it is sent again. */
  readonly onFailure: () => void
}

/** How long to wait after a refusal that nobody could read, in milliseconds. The owner may open the book again. */
const LONG_PAUSE = 5 * 60_000

/** An event of the window: send everything again now. */
const AGAIN = 'guestbook-again'

/** Keeps letters in memory, and only there, until the book has confirmed them. */
export class Outbox {
  readonly #letters = new Set<Letter>()
  readonly #onChange: () => void

  constructor(onChange: () => void) {
    this.#onChange = onChange
  }

  /** How many letters are not confirmed. */
  get size(): number {
    return this.#letters.size
  }

  /** Sends a letter until it is added. If it is refused, the visitor is told while they watch; later it is kept and tried again. */
  async send(letter: Letter, { isWatched, onFailure }: Watcher): Promise<Delivery> {
    this.#letters.add(letter)
    this.#onChange()
    for (let failures = 1; ; failures++) {
      const answer = await postLetter(letter)
      if (answer.kind === 'added' || (answer.kind === 'refused' && isWatched())) {
        this.#letters.delete(letter)
        this.#onChange()
        return answer
      }
      onFailure()
      const wait = answer.kind === 'refused' ? LONG_PAUSE : retryPause(failures, answer.retryAfter)
      await pause(wait, [window, 'online'], [window, BACK], [window, AGAIN])
    }
  }

  sendNow(): void {
    dispatchEvent(new Event(AGAIN))
  }
}
