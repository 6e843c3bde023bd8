import { setTimeout as pause } from 'node:timers/promises'
import { NotWritten, Unreadable } from './book.ts'

/** In milliseconds. */
const PATIENCE = 5000

/** For commands: repeats what could not be done yet, since the connection may still be on its way. Throws {@link BookUnreachable}. */
export async function onceReached<Result>(work: () => Promise<Result>): Promise<Result> {
  const deadline = performance.now() + PATIENCE
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof NotWritten || error instanceof Unreadable)) throw error
      if (performance.now() > deadline) throw new BookUnreachable(error)
    }
    await pause(50)
  }
}

class BookUnreachable extends Error {
  override readonly name = 'BookUnreachable'
  constructor(error: NotWritten | Unreadable) {
    const { message, cause } = error
    const detail = cause instanceof Error ? ` (${cause.message})` : ''
    const verb = error instanceof Unreadable ? 'read' : 'written to'
    super(`The book cannot be ${verb}, even after ${PATIENCE / 1000} s: ${message}${detail}.`, { cause })
  }
}
