/** How many clients are remembered. Those beyond are counted by the book alone. */
const CLIENTS = 5000

/**
 * Counts posts for @fastify/rate-limit, in a window that begins with a client's first. The plugin's own store hands out the
 * object that it goes on counting with, so that of several posts at one moment each would see the sum of all.
 */
export class PostWindows {
  /** In the order in which the windows began, and so in which they end. */
  readonly #windows = new Map<string, { readonly beganAt: number; posts: number }>()

  /** Counts one post and hands back how many it is, and the milliseconds until the window ends. */
  incr(
    client: string,
    callback: (error: null, result: { current: number; ttl: number }) => void,
    length: number,
  ): void {
    const now = performance.now()
    const running = this.#windows.get(client)
    const window = running && now < running.beganAt + length ? running : this.#begin(client, now)
    window.posts += 1
    callback(null, { current: window.posts, ttl: window.beganAt + length - now })
  }

  child(): PostWindows {
    return new PostWindows()
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
