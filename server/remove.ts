import { pino } from 'pino'
import type { Book } from './book/book.ts'
import { MaybeWritten, NotWritten } from './book/errors.ts'
import { openBookAlongside } from './book/stores/open.ts'
import { isId, type LogId } from './common/log-id.ts'
import type { Position } from './common/position.ts'
import { type Configuration, readConfiguration } from './configuration/configuration.ts'
import { explainStop } from './operations/explain-stop.ts'

/** `npm run remove -- <id> …` removes entries from the book for good, even while it is served. */

const PATIENCE = 5000

class BookUnreachable extends Error {
  override readonly name = 'BookUnreachable'
  constructor({ message, cause }: NotWritten) {
    const detail = cause instanceof Error ? ` (${cause.message})` : ''
    super(`The book cannot be written to, even after ${PATIENCE / 1000} s: ${message}${detail}.`, { cause })
  }
}

try {
  process.exitCode = await removeEntries(process.argv.slice(2))
} catch (error) {
  console.error(explainStop(error))
  process.exitCode = 1
}

/** Returns the exit code: 0 if every entry is now gone. */
async function removeEntries(ids: readonly string[]): Promise<number> {
  const [bad] = ids.filter((id) => !isId(id))
  if (ids.length === 0 || bad !== undefined) {
    const got = bad === undefined ? 'none was given' : `${JSON.stringify(bad)} is not one`
    console.error(
      `Which entry? An id looks like 1732312345678-0, but ${got}.\nUsage: npm run remove -- <id> …\nThe time of an entry links to its address, which ends in "#" and the id.`,
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

function explain(id: LogId): (error: Error) => never {
  return (error) => {
    if (!(error instanceof MaybeWritten)) throw error
    const message = `It is not certain whether ${id} is gone for good: ${error.message}.`
    throw new MaybeWritten(`${message} Try again later: if there is no entry ${id}, it is gone.`, { cause: error })
  }
}

async function removeOnceReached(book: Book, id: LogId, deadline: AbortSignal): Promise<Position | undefined> {
  for (;;) {
    try {
      const outcome = await book.moderation.remove(id, '')
      return outcome.kind === 'done' ? outcome.position : undefined
    } catch (error) {
      if (!(error instanceof NotWritten)) throw error
      if (deadline.aborted) throw new BookUnreachable(error)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Names the book, since without the right settings another one is opened. */
function placeOf({ book }: Configuration): string {
  if (book.kind === 'embedded') return `in the book in ${book.directory}`
  return `in the book on ${book.master.hosts[0]}:${book.master.port}`
}
