import type { ServerResponse } from 'node:http'
import type { Changes } from '../book/book.ts'
import type { Feed } from '../book/feed/feed.ts'
import { StateCache } from '../book/reader/state-cache.ts'
import { formatPosition, type Position } from '../shared/position.ts'
import { Broadcast } from './broadcast.ts'
import { changeFrames, HEARTBEAT, leastSizeOf, openingFrame, RELOAD } from './frames.ts'
import { StreamPlaces, type StreamPlacesOptions } from './stream-places.ts'

/** How often an idle stream shows that it is alive, in milliseconds: well below the minute after which proxies give up. */
const HEARTBEAT_INTERVAL = 15_000

/** How much a reader who resumes is sent at once, in bytes: about as much as a page. Whoever has missed more loads the page again. */
const RESUME_LIMIT = 100_000

/** How many streams there may be where nothing else is said: as many as with 20,000 open files. */
const USUAL_PLACES: StreamPlacesOptions = { streams: 10_000, streamsOfNetwork: 5000 }

/** Tells every open page what happens in the book. */
export class LiveStreams {
  readonly #feed: Feed
  readonly #broadcast = new Broadcast()
  readonly #places: StreamPlaces
  /** What the last few kinds of readers who resumed were sent: after a restart, many resume from one position. */
  readonly #openings = new StateCache<string, Buffer | undefined>()
  readonly #heartbeat: NodeJS.Timeout

  constructor(feed: Feed, places: StreamPlacesOptions = USUAL_PLACES) {
    this.#feed = feed
    this.#places = new StreamPlaces(places)
    feed.on('changes', this.#onChanges)
    feed.on('reload', this.#onReload)
    this.#heartbeat = setInterval(() => this.#broadcast.send(HEARTBEAT), HEARTBEAT_INTERVAL).unref()
  }

  get count(): number {
    return this.#broadcast.count
  }

  /** True where this answer is a stream that is still open. */
  has(response: ServerResponse): boolean {
    return this.#broadcast.has(response)
  }

  /** Throws `LimitReached` where no more stream can be opened for this network, or all have been ended. */
  requirePlace(network: string): void {
    this.#places.require(network)
  }

  /**
   * Opens a stream that goes on from `after`: first what the reader has missed, then whatever happens; without `after`, it begins with now.
   * Where what was missed is not known any more, or is more than a page is, the reader is asked to reload.
   */
  open(response: ServerResponse, network: string, after?: Position): void {
    const from = after ?? this.#feed.state?.position
    const frames =
      from && this.#openings.get(formatPosition(from), this.#feed.state?.version, () => this.#opening(from))
    if (frames === undefined) this.openWithReload(response, network)
    else this.#begin(response, network, frames)
  }

  /** Opens a stream for a reader of whom it is not known what they have missed: it asks them to reload, and goes on from now. */
  openWithReload(response: ServerResponse, network: string): void {
    this.#begin(response, network, RELOAD)
  }

  /** Ends all streams. Their readers connect again, to another process. */
  close(): void {
    this.#places.close()
    clearInterval(this.#heartbeat)
    this.#feed.off('changes', this.#onChanges)
    this.#feed.off('reload', this.#onReload)
    this.#broadcast.end()
  }

  readonly #onChanges = (changes: Changes, before: Position) => {
    // Where nobody listens, nothing is said.
    if (this.count > 0) this.#broadcast.send(changeFrames(before, changes))
  }

  readonly #onReload = () => this.#broadcast.send(RELOAD)

  /** What a reader who resumes is sent first; undefined where that is not known, or too much. */
  #opening(from: Position): Buffer | undefined {
    const missed = this.#feed.since(from)
    if (!missed || leastSizeOf(missed) > RESUME_LIMIT) return undefined
    const frames = Buffer.from(openingFrame(from) + changeFrames(from, missed))
    return frames.length > RESUME_LIMIT ? undefined : frames
  }

  #begin(response: ServerResponse, network: string, frames: Buffer | string): void {
    response.once('close', this.#places.take(network))
    response.write(frames)
    this.#broadcast.add(response)
  }
}
