import type { Entry } from '../../server/common/entry.ts'
import { LIVE_PATH } from '../../server/common/paths.ts'
import { addressOf } from '../address.ts'
import { retryPause, SILENCE_MS } from '../retry.ts'
import { BACK } from '../signing/delivery.ts'
import { Batch } from './batch.ts'
import { OtherTabs } from './other-tabs.ts'

/** How often to read the book again while there is no stream. */
const POLL_INTERVAL_MS = 15_000

/** Events change the page at most so often, together. */
const BATCH_MS = 500

/** Changes announced by other tabs within this time cause one fetch. */
const GATHERING_MS = 300

/** What follows the book. Each change counts once, even if it comes twice. */
export interface Follower {
  /** How far it has read, if known. */
  readonly position: string | undefined
  entry(entry: Entry, position: string): void
  changed(entry: Entry, position: string): void
  removed(id: string, position: string): void
  total(total: number, position: string): void
  /** Reads again what a stream cannot report. Throws if there is no answer. */
  refetch(): Promise<void>
  answered(isAnswering: boolean): void
}

/** Follows the book while the page is visible: over an event stream, or by reading it again and again while there is none. */
export class Live {
  readonly #follower: Follower
  readonly #tabs: OtherTabs
  readonly #batch = new Batch(BATCH_MS)
  #telling: ReturnType<typeof setTimeout> | undefined
  #source: EventSource | undefined
  #silence: ReturnType<typeof setTimeout> | undefined
  #failures = 0
  #reconnect: ReturnType<typeof setTimeout> | undefined
  #ask: ReturnType<typeof setTimeout> | undefined
  #askTime = Number.POSITIVE_INFINITY

  /** @param options.yields false if the stream stays although other tabs of the browser have many */
  constructor(follower: Follower, { yields = true } = {}) {
    this.#follower = follower
    this.#tabs = new OtherTabs({
      onCrowded: () => yields && this.#close(),
      onChange: () => this.#askLater(GATHERING_MS),
    })
  }

  start(): void {
    document.addEventListener('visibilitychange', this.#follow)
    for (const type of WAKING) addEventListener(type, this.#follow)
    addEventListener('pagehide', this.#letGo)
    this.#follow()
  }

  refresh(): void {
    if (!this.#isOpen) this.#askLater(0)
  }

  get #isOpen(): boolean {
    return this.#source !== undefined && this.#source.readyState === EventSource.OPEN
  }

  readonly #follow = () => {
    if (document.hidden) return this.#letGo()
    this.#tabs.start()
    if (this.#source) return
    if (this.#follower.position === undefined) this.refresh()
    else this.#open(this.#follower.position)
  }

  /** A hidden page holds no connection and no timer. */
  readonly #letGo = () => {
    this.#close()
    clearTimeout(this.#ask)
    this.#askTime = Number.POSITIVE_INFINITY
    this.#tabs.stop()
  }

  #open(position: string): void {
    clearTimeout(this.#reconnect)
    this.#askLater(POLL_INTERVAL_MS)
    if (!('EventSource' in window)) return
    this.#tabs.announceStream()
    this.#source = new EventSource(addressOf(`${LIVE_PATH}?after=${encodeURIComponent(position)}`))
    this.#hear()
    this.#source.onopen = this.#onOpen
    this.#source.onerror = this.#onError
    this.#listen('entry', ({ data, lastEventId }) => this.#follower.entry(JSON.parse(data), lastEventId))
    this.#listen('changed', ({ data, lastEventId }) => this.#follower.changed(JSON.parse(data), lastEventId))
    this.#listen('removed', ({ data, lastEventId }) => this.#follower.removed(JSON.parse(data).id, lastEventId))
    this.#listen('total', ({ data, lastEventId }) => this.#follower.total(JSON.parse(data).total, lastEventId))
    this.#listen('reload', () => this.#refetch())
    this.#source.addEventListener('beat', this.#hear)
  }

  #listen(type: string, act: (event: MessageEvent) => void): void {
    this.#source?.addEventListener(type, (event) => {
      this.#hear()
      this.#batch.add(() => {
        act(event)
        clearTimeout(this.#telling)
        this.#telling = setTimeout(() => this.#tabs.announceChange())
      })
    })
  }

  /** Restarts the silence timer. If a connection dies silently, the browser does not notice, so a new one is opened. */
  readonly #hear = () => {
    clearTimeout(this.#silence)
    this.#silence = setTimeout(() => {
      this.#close()
      this.#follow()
    }, SILENCE_MS)
  }

  #close(): void {
    clearTimeout(this.#silence)
    clearTimeout(this.#reconnect)
    this.#source?.close()
    this.#source = undefined
    this.#askLater(POLL_INTERVAL_MS)
  }

  readonly #onOpen = () => {
    this.#failures = 0
    dispatchEvent(new Event(BACK))
    this.#follower.answered(true)
  }

  /** The browser reconnects after a lost connection, but not after an answer that is not a stream. */
  readonly #onError = () => {
    this.#askLater(POLL_INTERVAL_MS)
    if (this.#source?.readyState !== EventSource.CLOSED) return
    clearTimeout(this.#silence)
    this.#source = undefined
    this.#failures += 1
    this.#reconnect = setTimeout(this.#follow, retryPause(this.#failures, null))
  }

  /** Reads the book again after `delay`, or earlier if that was already planned, and repeats until there is a stream. */
  #askLater(delay: number): void {
    const time = Date.now() + delay
    if (time >= this.#askTime) return
    clearTimeout(this.#ask)
    this.#askTime = time
    this.#ask = setTimeout(async () => {
      this.#askTime = Number.POSITIVE_INFINITY
      if (!this.#isOpen) await this.#refetch()
      if (!this.#isOpen && !document.hidden) this.#askLater(POLL_INTERVAL_MS)
    }, delay)
  }

  async #refetch(): Promise<void> {
    const wasUnknown = this.#follower.position === undefined
    try {
      await this.#follower.refetch()
      this.#follower.answered(true)
      if (wasUnknown && this.#follower.position !== undefined) this.#follow()
    } catch {
      this.#follower.answered(false)
    }
  }
}

/** Window events after which a stream may work again. */
const WAKING = ['pageshow', 'focus', 'online']
