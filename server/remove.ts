import { pino } from 'pino'
import type { Book } from './book/book.ts'
import { isId } from './book/log-id.ts'
import { openBookAlongside } from './book/open.ts'
import { readConfiguration } from './configuration/configuration.ts'

/** `npm run remove -- <id> …` takes entries out of the book for good, also while it is served. */

/** How long to wait for a book that cannot be reached yet, in milliseconds. */
const PATIENCE = 5000

try {
  process.exitCode = await removeEntries(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
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
  const book = await openBookAlongside(readConfiguration(process.env), pino({ level: 'silent' }))
  try {
    await untilWritable(book)
    let missing = 0
    for (const id of ids) {
      const isGone = (await book.remove(id)) !== undefined
      console.log(isGone ? `Removed ${id}.` : `There is no entry ${id}.`)
      if (!isGone) missing += 1
    }
    return missing === 0 ? 0 : 1
  } finally {
    await book.close()
  }
}

async function untilWritable(book: Book): Promise<void> {
  const deadline = AbortSignal.timeout(PATIENCE)
  while (!book.health().writable) {
    if (deadline.aborted)
      throw new Error(
        `The book cannot be written to: within ${PATIENCE / 1000} s it was not reached, or there is none.`,
      )
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
