import { LimitReached } from '../common/limit-reached.ts'

const RETRY_AFTER_SECONDS = 10

/** Limits how often the book is read as a whole at the same time, and ends that with the process. */
export class Printings {
  readonly #places: number
  readonly #running = new Set<AbortController>()
  #isClosed = false

  constructor(places: number) {
    this.#places = places
  }

  /** Takes a place. Throws {@link LimitReached} if there is none. */
  begin(): Printing {
    if (this.#isClosed || this.#running.size >= this.#places) {
      throw new LimitReached(
        'printings',
        'As many books are being printed as this process allows. Please try again.',
        RETRY_AFTER_SECONDS,
      )
    }
    const controller = new AbortController()
    this.#running.add(controller)
    const end = () => {
      this.#running.delete(controller)
      controller.abort()
    }
    return { signal: controller.signal, end }
  }

  /** Ends all printings, and admits no others. */
  close(): void {
    this.#isClosed = true
    for (const controller of this.#running) controller.abort()
  }
}

interface Printing {
  /** Aborted when it has ended or should. */
  readonly signal: AbortSignal
  end(): void
}

/** Passes pieces on. Calls `giveUp` if the reader does not fetch the next within that many milliseconds. */
export async function* expectReading<Piece>(
  pieces: AsyncIterable<Piece>,
  milliseconds: number,
  giveUp: () => void,
): AsyncGenerator<Piece> {
  for await (const piece of pieces) {
    const timer = setTimeout(giveUp, milliseconds)
    try {
      yield piece
    } finally {
      clearTimeout(timer)
    }
  }
}
