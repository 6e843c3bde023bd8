import { pino } from 'pino'
import { MaybeWritten } from './book/book.ts'
import { onceReached } from './book/once-reached.ts'
import { openBookAlongside } from './book/stores/open.ts'
import { isId, type LogId } from './common/log-id.ts'
import { type Configuration, readConfiguration } from './configuration/configuration.ts'
import { explainStop } from './operations/explain-stop.ts'

/** `npm run remove -- <id> …` removes entries from the book for good, even while it is served. */

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
    let missing = 0
    for (const id of ids) {
      const isGone = (await onceReached(() => book.remove(id)).catch(explain(id))) !== undefined
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

/** Names the book, since without the right settings another one is opened. */
function placeOf({ book }: Configuration): string {
  if (book.kind === 'embedded') return `in the book in ${book.directory}`
  return `in the book on ${book.master.hosts[0]}:${book.master.port}`
}
