import type { RareField } from '../../server/common/entry-fields.ts'
import type { Problem } from '../../server/common/problem.ts'
import { pause, retryPause } from '../retry.ts'
import { BACK } from '../signing/delivery.ts'
import { type Letter, postLetter } from './post-letter.ts'

type Delivery =
  | { readonly kind: 'added'; readonly isWaiting: boolean }
  | { readonly kind: 'refused'; readonly problem: Problem }

interface Watcher {
  /** True while the visitor who wrote the letter is at the tablet. */
  readonly isWatched: () => boolean
  /** There is no confirmation yet; it is sent again. */
  readonly onFailure: () => void
}

/** After a refusal that nobody could read. The owner may open the book again. */
const LONG_PAUSE_MS = 5 * 60_000

/** What the owner no longer asks for, by the kind of refusal. Once the visitor has left, the letter goes without it. */
const UNASKED: Readonly<Record<string, RareField>> = {
  'extra-not-asked': 'extra',
  'signature-not-offered': 'signature',
}

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

  /** Sends a letter until it is added. A visitor who is still there sees a refusal; later the letter is sent again. */
  async send(letter: Letter, { isWatched, onFailure }: Watcher): Promise<Delivery> {
    this.#letters.add(letter)
    this.#onChange()
    let sent = letter
    for (let failures = 1; ; failures++) {
      const answer = await postLetter(sent)
      if (answer.kind === 'added' || (answer.kind === 'refused' && isWatched())) {
        this.#letters.delete(letter)
        this.#onChange()
        return answer
      }
      const unasked = answer.kind === 'refused' && UNASKED[answer.problem.kind]
      if (unasked) {
        sent = { ...sent, draft: { ...sent.draft, [unasked]: undefined } }
        continue
      }
      onFailure()
      const wait = answer.kind === 'refused' ? LONG_PAUSE_MS : retryPause(failures, answer.retryAfter)
      await pause(wait, [window, 'online'], [window, BACK], [window, AGAIN])
    }
  }

  sendNow(): void {
    dispatchEvent(new Event(AGAIN))
  }
}
