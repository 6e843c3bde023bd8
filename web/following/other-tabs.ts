/** How many tabs of a browser hold a stream: with HTTP/1.1, a browser opens at most six connections to a host. */
const STREAMS = 3

interface OtherTabsEvents {
  /** Other tabs have opened enough streams since: this tab should close its own. */
  readonly onCrowded: () => void
  readonly onChange: () => void
}

/** Messages between the tabs of a browser. They limit the number of streams, so that ten tabs still load and post. */
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

  announceStream(): void {
    this.#streams = 0
    this.#channel?.postMessage('stream')
  }

  announceChange(): void {
    this.#channel?.postMessage('change')
  }

  readonly #onMessage = ({ data }: MessageEvent) => {
    if (data === 'change') this.#events.onChange()
    else if (++this.#streams >= STREAMS) this.#events.onCrowded()
  }
}
