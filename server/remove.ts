import { pino } from 'pino'
import { type Book, MaybeWritten, NotWritten } from './book/book.ts'
import { openBookAlongside } from './book/stores/open.ts'
import { type Configuration, readConfiguration } from './configuration/configuration.ts'
import { explainStop } from './operations/explain-stop.ts'
import { isId, type LogId } from './shared/log-id.ts'
import type { Position } from './shared/position.ts'

/** `npm run remove -- <id> …` takes entries out of the book for good, also while it is served. */

/** How long to wait for a book that cannot be reached yet, in milliseconds. */
const PATIENCE = 5000

class BookUnreachable extends Error {
  override readonly name = 'BookUnreachable'
  constructor({ message, cause }: NotWritten) {
    const detail = cause instanceof Error ? ` (${cause.message})` : ''
    super(`The book cannot be written to, also not after ${PATIENCE / 1000} s: ${message}${detail}.`, { cause })
  }
}

try {
  process.exitCode = await removeEntries(process.argv.slice(2))
} catch (error) {
  console.error(explainStop(error))
  process.exitCode = 1
}

/** Returns the exit code: 0 where every entry is gone now. */
async function removeEntries(ids: readonly string[]): Promise<number> {
  const [bad] = ids.filter((id) => !isId(id))
  if (ids.length === 0 || bad !== undefined) {
    const got = bad === undefined ? 'none was given' : `${JSON.stringify(bad)} is none`
    console.error(
      `Which entry? An id looks like 1732312345678-0, but ${got}.\nUsage: npm run remove -- <id> …\nThe id stands in the address of the entry's time, after "#".`,
    )
    return 2
  }
  const configuration = readConfiguration(process.env)
  const book = await openBookAlongside(configuration, pino({ level: 'silent' }))
  try {
    const deadline = AbortSignal.timeout(PATIENCE)
    let missing = 0
    for (const id of ids) {
      const isGone = (await removeOnceReached(book, id, deadline).catch(explain(id))) !== undefined
      console.log(isGone ? `Removed ${id}.` : `There is no entry ${id} ${placeOf(configuration)}.`)
      if (!isGone) missing += 1
    }
    return missing === 0 ? 0 : 1
  } finally {
    await book.close()
  }
}

/** Says of a removal that was not confirmed what to make of it, and throws. */
function explain(id: LogId): (error: Error) => never {
  return (error) => {
    if (!(error instanceof MaybeWritten)) throw error
    const message = `Whether ${id} is gone for good is not certain: ${error.message}.`
    throw new MaybeWritten(`${message} Ask again later: once there is no entry ${id}, it is.`, { cause: error })
  }
}

/** Removes an entry as soon as the book can be reached. A book that is full takes no entries, and yet lets go of them. */
async function removeOnceReached(book: Book, id: LogId, deadline: AbortSignal): Promise<Position | undefined> {
  for (;;) {
    try {
      return await book.remove(id)
    } catch (error) {
      if (!(error instanceof NotWritten)) throw error
      if (deadline.aborted) throw new BookUnreachable(error)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Which book it is: whoever forgot a setting looks into another one. */
function placeOf({ book }: Configuration): string {
  if (book.kind === 'embedded') return `in the book in ${book.directory}`
  return `in the book on ${book.master.hosts[0]}:${book.master.port}`
}
