import { withBookBeside } from './commands/book-beside.ts'
import { removeAll } from './commands/entries/remove-entries.ts'
import { BadUsage, runWithHelp } from './commands/run.ts'
import { isId } from './common/log-id.ts'
import { readConfiguration } from './configuration/configuration.ts'

const USAGE = `Usage: npm run remove -- <id> …
       (in a container: node server/remove.ts <id> …)

Removes entries for good, even while the book is served. The time of an entry
links to its page, whose address ends in "/entry/" and the id.`

/** `npm run remove -- <id> …` removes entries from the book for good, even while it is served. */
await runWithHelp(USAGE, async (ids, terminal) => {
  const [bad] = ids.filter((id) => !isId(id))
  if (ids.length === 0 || bad !== undefined) {
    const got = bad === undefined ? 'none was given' : `${JSON.stringify(bad)} is not one`
    throw new BadUsage(`Which entry? An id looks like 1732312345678-0, but ${got}.\n\n${USAGE}`)
  }
  return withBookBeside(readConfiguration(process.env), (beside) => removeAll(ids, { beside, terminal }))
})
