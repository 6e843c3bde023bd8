import { LIVE_PATH } from '../../server/common/paths.ts'
import { furthest, type Position, parsePosition } from '../../server/common/position.ts'
import { addressOf } from '../address.ts'
import { retryPause, SILENCE_MS } from '../retry.ts'
import { BACK } from '../signing/delivery.ts'

interface RestStreamOptions {
  /** The position from which to go on; undefined: now. */
  readonly after: () => string | undefined
  readonly onChange: () => void
  /** An entry is hidden or removed. */
  readonly onRemoved: (id: string) => void
}

/** Hears of changes over a stream that is opened again after each loss. */
export class RestStream {
  readonly #options: RestStreamOptions
  #source: EventSource | undefined
  #again: ReturnType<typeof setTimeout> | undefined
  #failures = 0
  #heard: Position | undefined

  constructor(options: RestStreamOptions) {
    this.#options = options
  }

  /** How far the stream has reported the book. */
  get heard(): Position | undefined {
    return this.#heard
  }

  readonly start = () => {
    this.#source?.close()
    const { after, onChange, onRemoved } = this.#options
    const position = after()
    this.#source = new EventSource(
      addressOf(position ? `${LIVE_PATH}?after=${encodeURIComponent(position)}` : LIVE_PATH),
    )
    for (const type of ['entry', 'changed', 'reload']) this.#listen(type, onChange)
    this.#listen('removed', (data) => onRemoved(JSON.parse(data).id))
    this.#source.addEventListener('beat', this.#hear)
    this.#source.addEventListener('open', this.#onOpen)
    this.#source.addEventListener('error', this.#onError)
    this.#hear()
  }

  #listen(type: string, act: (data: string) => void): void {
    this.#source?.addEventListener(type, ({ data, lastEventId }) => {
      this.#hear()
      this.#note(parsePosition(lastEventId), type)
      act(data)
    })
  }

  /** A book that starts over may have been set back. */
  #note(position: Position | undefined, type: string): void {
    if (type === 'reload') this.#heard = undefined
    else if (position) this.#heard = this.#heard ? furthest(this.#heard, position) : position
  }

  readonly #onOpen = () => {
    this.#failures = 0
    this.#hear()
    dispatchEvent(new Event(BACK))
  }

  /** Browsers do not notice a connection that dies silently. */
  readonly #hear = () => this.#startAgain(SILENCE_MS)

  /** The browser tries again by itself, but not after an answer that is no stream. */
  readonly #onError = () => {
    if (this.#source?.readyState !== EventSource.CLOSED) return
    this.#failures += 1
    this.#startAgain(retryPause(this.#failures, null))
  }

  #startAgain(delay: number): void {
    clearTimeout(this.#again)
    this.#again = setTimeout(this.start, delay)
  }
}
