import { hash } from 'node:crypto'
import { type Allowance, TooManyPosts } from '../book.ts'
import { randomName } from '../random-name.ts'

const MINUTE = 60_000

/**
 * Counts each client's posts, in a minute that begins with the first of them. In memory, since one process serves the
 * book; clients are known by a hash only, of a secret that goes with the process and their name.
 */
export class PostCounter {
  readonly #secret = randomName()
  /** In the order in which the minutes began, and so in which they end. */
  readonly #minutes = new Map<string, Minute>()

  /** Counts one post. Throws {@link TooManyPosts}, and counts nothing, where the client has used up its allowance. */
  count({ client, perMinute }: Allowance, now: number): void {
    this.#forgetEndedMinutes(now)
    const name = this.#hash(client)
    const minute = this.#runningMinute(name, now) ?? { beganAt: now, posts: 0 }
    if (minute.posts >= perMinute) {
      throw new TooManyPosts(Math.max(1, Math.ceil((minute.beganAt + MINUTE - now) / 1000)))
    }
    minute.posts++
    if (minute.posts > 1) return
    // A new place in the order, too.
    this.#minutes.delete(name)
    this.#minutes.set(name, minute)
  }

  /** Takes back one post that was counted and came to nothing. */
  takeBack({ client }: Allowance, now: number): void {
    const minute = this.#runningMinute(this.#hash(client), now)
    if (minute) minute.posts--
  }

  #runningMinute(name: string, now: number): Minute | undefined {
    const minute = this.#minutes.get(name)
    return minute && isRunning(minute, now) ? minute : undefined
  }

  #forgetEndedMinutes(now: number): void {
    for (const [hash, minute] of this.#minutes) {
      if (isRunning(minute, now)) return
      this.#minutes.delete(hash)
    }
  }

  #hash(client: string): string {
    return hash('sha256', this.#secret + client, 'base64url')
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
