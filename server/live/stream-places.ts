import { LimitReached } from '../limits/limit-reached.ts'

/** After how many seconds a reader may try again where there is no place for a stream. */
const RETRY_AFTER = 20

export interface StreamPlacesOptions {
  /** How many streams there may be. */
  readonly streams: number
  /** How many of them one network may have. */
  readonly streamsOfNetwork: number
}

/** Hands out the places for streams, so that no network has them all. */
export class StreamPlaces {
  readonly #options: StreamPlacesOptions
  readonly #taken = new Map<string, number>()
  #count = 0
  #isClosed = false

  constructor(options: StreamPlacesOptions) {
    this.#options = options
  }

  /** Throws {@link LimitReached} where there is no place for one more stream of this network. */
  require(network: string): void {
    const { streams, streamsOfNetwork } = this.#options
    if (this.#isClosed || this.#count >= streams)
      throw new LimitReached('streams', 'No more pages can be kept up to date live just now.', RETRY_AFTER)
    if ((this.#taken.get(network) ?? 0) >= streamsOfNetwork) {
      const detail = 'No more pages in your network can be kept up to date live just now.'
      throw new LimitReached('network_streams', detail, RETRY_AFTER)
    }
  }

  /** Leaves no more places. */
  close(): void {
    this.#isClosed = true
  }

  /** Takes a place. @returns what gives it back, to be called once */
  take(network: string): () => void {
    this.#count += 1
    this.#taken.set(network, (this.#taken.get(network) ?? 0) + 1)
    return () => {
      this.#count -= 1
      const left = (this.#taken.get(network) ?? 0) - 1
      if (left > 0) this.#taken.set(network, left)
      else this.#taken.delete(network)
    }
  }
}
