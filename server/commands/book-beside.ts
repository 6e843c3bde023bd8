import { pino } from 'pino'
import type { Book } from '../book/book.ts'
import { MaybeWritten, NotWritten, Unreadable } from '../book/errors.ts'
import { openBookAlongside } from '../book/stores/open.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { placeOf } from '../configuration/redis-location.ts'

const PATIENCE_MS = 5000

/** A book that another process may be serving, for one command. */
export interface BookBeside {
  readonly book: Book
  /** Such as "in the book in ./data": with wrong settings, another book is opened, so messages name it. */
  readonly place: string
  /** Tries until the book answers, or throws {@link BookUnreachable}. `doubt` makes the message if the action may have been done. */
  reach<Result>(action: () => Promise<Result>, doubt?: (cause: string) => string): Promise<Result>
}

class BookUnreachable extends Error {
  override readonly name = 'BookUnreachable'
  constructor({ message, cause }: NotWritten | Unreadable, verb: string) {
    const detail = cause instanceof Error ? ` (${cause.message})` : ''
    super(`The book cannot be ${verb}, even after ${PATIENCE_MS / 1000} s: ${message}${detail}.`, { cause })
  }
}

/** Opens the configured book, and closes it afterwards. Never creates one. */
export async function withBookBeside<Result>(
  configuration: Configuration,
  use: (beside: BookBeside) => Promise<Result>,
): Promise<Result> {
  const book = await openBookAlongside(configuration, pino({ level: 'silent' }))
  try {
    const deadline = AbortSignal.timeout(PATIENCE_MS)
    return await use({
      book,
      place: bookName(configuration),
      reach: (action, doubt = uncertain) => tryUntil(deadline, action).catch(explain(doubt)),
    })
  } finally {
    await book.close()
  }
}

async function tryUntil<Result>(deadline: AbortSignal, action: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await action()
    } catch (error) {
      if (!(error instanceof NotWritten || error instanceof Unreadable)) throw error
      if (deadline.aborted) throw new BookUnreachable(error, error instanceof NotWritten ? 'written to' : 'read')
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function explain(doubt: (cause: string) => string): (error: unknown) => never {
  return (error) => {
    throw error instanceof MaybeWritten ? new MaybeWritten(doubt(error.message), { cause: error }) : error
  }
}

function uncertain(cause: string): string {
  return `It is not certain whether this is done for good: ${cause}. Do it again: nothing is done twice.`
}

function bookName({ book }: Configuration): string {
  if (book.kind === 'embedded') return `in the book in ${book.directory}`
  return `in the book on ${placeOf(book.master)}`
}
