import type { UnixTime } from '../common/unix-time.ts'

/** The key was used for another draft. */
export class KeyReused extends Error {
  override readonly name = 'KeyReused'
}

/** The client has used up an allowance. */
export class TooManyPosts extends Error {
  override readonly name = 'TooManyPosts'
  readonly retryAfterSeconds: number
  /** The network with too many entries; undefined if there were too many repetitions or failed posts. */
  readonly network: string | undefined
  constructor(milliseconds: number, network?: string) {
    super(`too many posts; try again in ${milliseconds} ms`)
    this.retryAfterSeconds = wholeSeconds(milliseconds)
    this.network = network
  }
}

export class BookLimitReached extends Error {
  override readonly name = 'BookLimitReached'
  readonly retryAfterSeconds: number
  constructor(milliseconds: number) {
    super(`the book has reached its limit of entries for today; try again in ${milliseconds} ms`)
    this.retryAfterSeconds = wholeSeconds(milliseconds)
  }
}

export class BookClosed extends Error {
  override readonly name = 'BookClosed'
  /** When it opens, if that is known. */
  readonly opensAt: UnixTime | undefined
  constructor(opensAt?: UnixTime) {
    super('the book is closed')
    this.opensAt = opensAt
  }
}

/** The entry would have to wait, but the drawer of waiting entries is full. */
export class DrawerFull extends Error {
  override readonly name = 'DrawerFull'
}

export class NotOwn extends Error {
  override readonly name = 'NotOwn'
  /** `gone`: there is no such entry, or it is hidden. `replied`: the owner has answered it. */
  readonly reason: 'gone' | 'by-another' | 'too-late' | 'replied'
  constructor(reason: NotOwn['reason']) {
    super(`the author cannot change the entry: ${reason}`)
    this.reason = reason
  }
}

/** This attempt added nothing. */
export class NotWritten extends Error {
  override readonly name = 'NotWritten'
}

/** The entry could not be confirmed as durable. It may still appear. */
export class MaybeWritten extends Error {
  override readonly name = 'MaybeWritten'
  /** False for a post without a key: sent again, it may be added twice. */
  readonly isRepeatable: boolean
  constructor(message: string, { cause, isRepeatable = true }: { cause?: unknown; isRepeatable?: boolean } = {}) {
    super(message, { cause })
    this.isRepeatable = isRepeatable
  }
}

/** No node can be read, or the file cannot. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
}

/** Rounds up, so that clients do not come back too early. */
function wholeSeconds(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1000))
}
