import { createHmac, randomBytes } from 'node:crypto'
import { type Allowance, TooManyPosts } from '../book.ts'

const MINUTE = 60_000

/**
 * Counts each client's posts, in a minute that begins with the first of them. In memory, since one process serves the
 * book; clients are known by a hash only, under a key that goes with the process.
 */
export class PostCounter {
  readonly #key = randomBytes(32)
  /** In the order in which the minutes began, and so in which they end. */
  readonly #minutes = new Map<string, Minute>()

  /** Throws {@link TooManyPosts} where the client has used up its allowance. */
  check({ client, perMinute }: Allowance, now: number): void {
    const minute = this.#minutes.get(this.#hash(client))
    const running = minute !== undefined && isRunning(minute, now) ? minute : { beganAt: now, posts: 0 }
    if (running.posts < perMinute) return
    throw new TooManyPosts(Math.max(1, Math.ceil((running.beganAt + MINUTE - now) / 1000)))
  }

  count({ client }: Allowance, now: number): void {
    this.#forgetEndedMinutes(now)
    const hash = this.#hash(client)
    const minute = this.#minutes.get(hash)
    if (minute && isRunning(minute, now)) {
      minute.posts++
    } else {
      // A new place in the order, too.
      this.#minutes.delete(hash)
      this.#minutes.set(hash, { beganAt: now, posts: 1 })
    }
  }

  #forgetEndedMinutes(now: number): void {
    for (const [hash, minute] of this.#minutes) {
      if (isRunning(minute, now)) return
      this.#minutes.delete(hash)
    }
  }

  #hash(client: string): string {
    return createHmac('sha256', this.#key).update(client).digest('base64url')
  }
}

interface Minute {
  readonly beganAt: number
  posts: number
}

/** A minute that began in the future began before the clock was set back, and is over. */
function isRunning({ beganAt }: Minute, now: number): boolean {
  return beganAt <= now && now < beganAt + MINUTE
}
