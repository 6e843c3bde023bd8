import { LIVE_PATH } from '../server/common/paths.ts'
import { addressOf } from './address.ts'
import { Batch } from './batch.ts'
import { BACK } from './delivery.ts'
import { fetchPage } from './fetch-page.ts'
import { OtherTabs } from './other-tabs.ts'
import { retryPause } from './retry.ts'
import type { Status } from './status.ts'
import type { Updates } from './updates.ts'
import type { Words } from './words.ts'

/** How often to fetch the page while there is no stream, in milliseconds. */
const POLL_INTERVAL = 15_000

/** A stream that is silent for longer counts as dead, in milliseconds. The server sends a heartbeat every 15 s. */
const SILENCE = 40_000

/** Events that come quickly change the page together, at most so often, in milliseconds. */
const TOGETHER = 500

/** Changes announced by other tabs within this time cause one fetch, in milliseconds. */
const GATHERING = 300

/** Follows the book while the page is visible: over an event stream, or by polling the page while there is none. */
export class Live {
  readonly #updates: Updates
  readonly #status: Status
  readonly #words: Words
  readonly #tabs = new OtherTabs({ onCrowded: () => this.#close(), onChange: () => this.#askLater(GATHERING) })
  /** The page's address before older entries changed it. */
  readonly #address = location.pathname + location.search
  readonly #batch = new Batch(TOGETHER)
  #telling: ReturnType<typeof setTimeout> | undefined
  #source: EventSource | undefined
  #silence: ReturnType<typeof setTimeout> | undefined
  #failures = 0
  #reconnect: ReturnType<typeof setTimeout> | undefined
  #ask: ReturnType<typeof setTimeout> | undefined
  #askTime = Number.POSITIVE_INFINITY
  #tag: string | null = null

  constructor(updates: Updates, status: Status, words: Words) {
    this.#updates = updates
    this.#status = status
    this.#words = words
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
    if (this.#updates.position === undefined) this.refresh()
    else this.#open(this.#updates.position)
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
    this.#askLater(POLL_INTERVAL)
    if (!('EventSource' in window)) return
    this.#tabs.announceStream()
    this.#source = new EventSource(addressOf(`${LIVE_PATH}?after=${encodeURIComponent(position)}`))
    this.#hear()
    this.#source.onopen = this.#onOpen
    this.#source.onerror = this.#onError
    this.#listen('entry', ({ data, lastEventId }) => this.#updates.entry(JSON.parse(data), lastEventId))
    this.#listen('changed', ({ data, lastEventId }) => this.#updates.changed(JSON.parse(data), lastEventId))
    this.#listen('removed', ({ data, lastEventId }) => this.#updates.removed(JSON.parse(data).id, lastEventId))
    this.#listen('total', ({ data, lastEventId }) => this.#updates.total(JSON.parse(data).total, lastEventId))
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
    }, SILENCE)
  }

  #close(): void {
    clearTimeout(this.#silence)
    clearTimeout(this.#reconnect)
    this.#source?.close()
    this.#source = undefined
    this.#askLater(POLL_INTERVAL)
  }

  readonly #onOpen = () => {
    this.#failures = 0
    dispatchEvent(new Event(BACK))
    this.#status.clear(this.#words.text.disconnected)
  }

  /** The browser reconnects after a lost connection, but not after an answer that is not a stream. */
  readonly #onError = () => {
    this.#askLater(POLL_INTERVAL)
    if (this.#source?.readyState !== EventSource.CLOSED) return
    clearTimeout(this.#silence)
    this.#source = undefined
    this.#failures += 1
    this.#reconnect = setTimeout(this.#follow, retryPause(this.#failures, null))
  }

  /** Fetches the page after `delay`, or earlier if that was already planned, and repeats until there is a stream. */
  #askLater(delay: number): void {
    const time = Date.now() + delay
    if (time >= this.#askTime) return
    clearTimeout(this.#ask)
    this.#askTime = time
    this.#ask = setTimeout(async () => {
      this.#askTime = Number.POSITIVE_INFINITY
      if (!this.#isOpen) await this.#refetch()
      if (!this.#isOpen && !document.hidden) this.#askLater(POLL_INTERVAL)
    }, delay)
  }

  async #refetch(): Promise<void> {
    const wasUnknown = this.#updates.position === undefined
    try {
      const page = await fetchPage(this.#address, this.#tag)
      if (page) {
        this.#tag = page.tag
        this.#updates.page(page)
      }
      this.#status.clear(this.#words.text.disconnected)
      if (wasUnknown && this.#updates.position !== undefined) this.#follow()
    } catch {
      this.#status.showIfEmpty(this.#words.text.disconnected)
    }
  }
}

/** Window events after which a stream may work again. */
const WAKING = ['pageshow', 'focus', 'online']
