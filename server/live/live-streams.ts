import type { ServerResponse } from 'node:http'
import type { Changes } from '../book/book.ts'
import type { Feed } from '../book/feed.ts'
import type { Position } from '../book/position.ts'
import { BACKLOG_LIMIT, Broadcast } from './broadcast.ts'
import { changeFrames, HEARTBEAT, openingFrame, RELOAD } from './frames.ts'

/** How often an idle stream shows that it is alive, in milliseconds: well below the minute after which proxies give up. */
const HEARTBEAT_INTERVAL = 15_000

/** How many streams one process keeps. */
const STREAM_LIMIT = 20_000

/** Tells every open page what happens in the book. */
export class LiveStreams {
  readonly #feed: Feed
  readonly #broadcast = new Broadcast()
  readonly #heartbeat: NodeJS.Timeout
  #isClosed = false

  constructor(feed: Feed) {
    this.#feed = feed
    feed.on('changes', this.#onChanges)
    feed.on('reload', this.#onReload)
    this.#heartbeat = setInterval(() => this.#broadcast.send(HEARTBEAT), HEARTBEAT_INTERVAL).unref()
  }

  get count(): number {
    return this.#broadcast.count
  }

  get isFull(): boolean {
    return this.#isClosed || this.count >= STREAM_LIMIT
  }

  /**
   * Opens a stream that goes on from `after`: first what the reader has missed, then whatever happens; without `after`, it begins with now.
   * Where what was missed is not known any more, or is more than a page is, the reader is asked to reload.
   */
  open(response: ServerResponse, after?: Position): void {
    const from = after ?? this.#feed.state?.position
    const missed = from && this.#feed.since(from)
    const frames = missed && openingFrame(from) + changeFrames(from, missed)
    if (frames === undefined || Buffer.byteLength(frames) > BACKLOG_LIMIT) this.openWithReload(response)
    else this.#begin(response, frames)
  }

  /** Opens a stream for a reader of whom it is not known what they have missed: it asks them to reload, and goes on from now. */
  openWithReload(response: ServerResponse): void {
    this.#begin(response, RELOAD)
  }

  /** Ends all streams. Their readers connect again, to another process. */
  close(): void {
    this.#isClosed = true
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

  #begin(response: ServerResponse, frames: string): void {
    response.write(frames)
    this.#broadcast.add(response)
  }
}
