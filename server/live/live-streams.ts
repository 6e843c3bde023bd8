import type { ServerResponse } from 'node:http'
import type { Changes } from '../book/book.ts'
import type { Feed } from '../book/feed/feed.ts'
import { StateCache } from '../book/reader/state-cache.ts'
import { formatPosition, type Position } from '../common/position.ts'
import { Broadcast } from './broadcast.ts'
import { changeFrames, HEARTBEAT, type LivePoint, leastSizeOf, openingFrame, RELOAD } from './frames.ts'
import { StreamPlaces, type StreamPlacesOptions } from './stream-places.ts'

/** Proxies often close a stream that is idle for a minute. */
const HEARTBEAT_INTERVAL_MS = 15_000

/** About a page. Readers who missed more reload the page. */
const RESUME_LIMIT_BYTES = 100_000

const USUAL_PLACES: StreamPlacesOptions = { streams: 10_000, streamsOfNetwork: 5000 }

/** Sends changes in the book to every open page. */
export class LiveStreams {
  readonly #feed: Feed
  readonly #broadcast = new Broadcast()
  readonly #places: StreamPlaces
  /** The latest opening frames: after a restart, many readers resume from the same position. */
  readonly #openings = new StateCache<string, Buffer | undefined>()
  readonly #heartbeat: NodeJS.Timeout

  constructor(feed: Feed, places: StreamPlacesOptions = USUAL_PLACES) {
    this.#feed = feed
    this.#places = new StreamPlaces(places)
    feed.on('changes', this.#onChanges)
    feed.on('reload', this.#onReload)
    this.#heartbeat = setInterval(() => this.#broadcast.send(HEARTBEAT), HEARTBEAT_INTERVAL_MS).unref()
  }

  get count(): number {
    return this.#broadcast.count
  }

  has(response: ServerResponse): boolean {
    return this.#broadcast.has(response)
  }

  /** Throws {@link LimitReached} if this network can open no more streams, or all have been closed. */
  requirePlace(network: string): void {
    this.#places.require(network)
  }

  /** Opens a stream from `after`, or from now. If what the reader missed is unknown or more than a page, asks it to reload. */
  open(response: ServerResponse, network: string, after?: Position): void {
    const from = after ?? this.#feed.state?.position
    const frames =
      from && this.#openings.get(formatPosition(from), this.#feed.state?.version, () => this.#opening(from))
    if (frames === undefined) this.openWithReload(response, network)
    else this.#begin(response, network, frames)
  }

  openWithReload(response: ServerResponse, network: string): void {
    this.#begin(response, network, RELOAD)
  }

  /** Ends all streams. Their readers reconnect to another process. */
  close(): void {
    this.#places.close()
    clearInterval(this.#heartbeat)
    this.#feed.off('changes', this.#onChanges)
    this.#feed.off('reload', this.#onReload)
    this.#broadcast.end()
  }

  readonly #onChanges = (changes: Changes, before: LivePoint) => {
    if (this.count > 0) this.#broadcast.send(changeFrames(before, changes, changes))
  }

  readonly #onReload = () => this.#broadcast.send(RELOAD)

  #opening(from: Position): Buffer | undefined {
    const { state } = this.#feed
    const missed = this.#feed.since(from)
    if (!state || !missed || leastSizeOf(missed) > RESUME_LIMIT_BYTES) return undefined
    const before = { position: from, total: missed.total }
    const frames = Buffer.from(openingFrame(from) + changeFrames(before, missed, state))
    return frames.length > RESUME_LIMIT_BYTES ? undefined : frames
  }

  #begin(response: ServerResponse, network: string, frames: Buffer | string): void {
    response.once('close', this.#places.take(network))
    response.write(frames)
    this.#broadcast.add(response)
  }
}
