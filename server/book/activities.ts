import { channel, tracingChannel } from 'node:diagnostics_channel'

// What is published on Node's diagnostics channels (https://nodejs.org/docs/latest-v24.x/api/diagnostics_channel.html), as by Fastify and ioredis.

/** An entry is added to the book: from the check of its text to its confirmation. */
export const APPENDING = tracingChannel<unknown, object>('guestbook:append')

/** Entries of several visitors are written with one call, in the context of the first. */
export const WRITTEN_TOGETHER = channel('guestbook:written-together')

export interface WrittenTogether {
  /** Runs something in the context of each append, the first one first. */
  readonly contexts: readonly (<Result>(run: () => Result) => Result)[]
}
