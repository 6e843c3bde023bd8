/** How many of a browser's tabs follow the book over a stream: it opens no more than six connections to a host (HTTP/1.1). */
const STREAMS = 3

export interface OtherTabsEvents {
  /** Other tabs have opened enough streams since this one did: it shall let go of its own. */
  readonly onCrowded: () => void
  /** Another tab has heard of a change in the book. */
  readonly onChange: () => void
}

/** What this tab and the others of the same browser tell each other, so that ten of them still load and post. */
export class OtherTabs {
  readonly #events: OtherTabsEvents
  #channel: BroadcastChannel | undefined
  #streams = 0

  constructor(events: OtherTabsEvents) {
    this.#events = events
  }

  start(): void {
    if (this.#channel) return
    this.#channel = new BroadcastChannel('guestbook')
    this.#channel.addEventListener('message', this.#onMessage)
  }

  stop(): void {
    this.#channel?.close()
    this.#channel = undefined
  }

  /** Tells the others that this tab opens a stream. */
  announceStream(): void {
    this.#streams = 0
    this.#channel?.postMessage('stream')
  }

  /** Tells the others, some of which have no stream, that something has changed. */
  announceChange(): void {
    this.#channel?.postMessage('change')
  }

  readonly #onMessage = ({ data }: MessageEvent) => {
    if (data === 'change') this.#events.onChange()
    else if (++this.#streams >= STREAMS) this.#events.onCrowded()
  }
}
