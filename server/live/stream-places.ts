import { LimitReached } from '../common/limit-reached.ts'

const RETRY_AFTER_SECONDS = 20

export interface StreamPlacesOptions {
  readonly streams: number
  readonly streamsOfNetwork: number
}

/** Counts the open streams, of all networks and of each. */
export class StreamPlaces {
  readonly #options: StreamPlacesOptions
  readonly #taken = new Map<string, number>()
  #count = 0
  #isClosed = false

  constructor(options: StreamPlacesOptions) {
    this.#options = options
  }

  /** Throws {@link LimitReached} if this network can have no more streams. */
  require(network: string): void {
    const { streams, streamsOfNetwork } = this.#options
    if (this.#isClosed || this.#count >= streams)
      throw new LimitReached('streams', 'No more live streams can be opened just now.', RETRY_AFTER_SECONDS)
    if ((this.#taken.get(network) ?? 0) >= streamsOfNetwork) {
      const detail = 'No more live streams can be opened from your network just now.'
      throw new LimitReached('network_streams', detail, RETRY_AFTER_SECONDS)
    }
  }

  close(): void {
    this.#isClosed = true
  }

  /** Takes a place. @returns a function that gives it back; call it once */
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
