/** How many clients are remembered. Those beyond are counted by the book alone. */
const CLIENTS = 5000

/** How many posts a client has made, and when that no longer counts. */
export interface PostCount {
  readonly posts: number
  /** Until the window ends, in milliseconds. */
  readonly remaining: number
}

/**
 * Counts posts, each client's in a window that begins with the first of them. @fastify/rate-limit would do for requests, but it
 * cannot take back a count, and its store hands out the object that it goes on counting with: of several posts at one moment each
 * would see the sum of all.
 */
export class PostWindows {
  readonly #length: number
  /** In the order in which the windows began, and so in which they end. */
  readonly #windows = new Map<string, { readonly beganAt: number; posts: number }>()

  /** @param length of a window, in milliseconds */
  constructor(length: number) {
    this.#length = length
  }

  /** Counts one post. */
  count(client: string): PostCount {
    const now = performance.now()
    const window = this.#running(client, now) ?? this.#begin(client, now)
    window.posts += 1
    return { posts: window.posts, remaining: window.beganAt + this.#length - now }
  }

  /** Takes back one post that was counted, unless its window is over. */
  takeBack(client: string): void {
    const window = this.#running(client, performance.now())
    if (window) window.posts -= 1
  }

  #running(client: string, now: number) {
    const window = this.#windows.get(client)
    return window && now < window.beganAt + this.#length ? window : undefined
  }

  #begin(client: string, now: number) {
    const window = { beganAt: now, posts: 0 }
    this.#windows.delete(client)
    this.#windows.set(client, window)
    const [oldest] = this.#windows.keys()
    if (this.#windows.size > CLIENTS && oldest !== undefined) this.#windows.delete(oldest)
    return window
  }
}
