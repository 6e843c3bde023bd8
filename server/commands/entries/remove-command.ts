import { isId } from '../../common/log-id.ts'
import { readConfiguration } from '../../configuration/configuration.ts'
import { withBookBeside } from '../book-beside.ts'
import { BadUsage, withHelp } from '../run.ts'
import { removeAll } from './remove-entries.ts'

const USAGE = `Usage: npm run remove -- <id> …
       (in a container: node server/remove.ts <id> …)

Removes entries for good, even while the book is served. The time of an entry
links to its page, whose address ends in "/entry/" and the id.`

/** Removes entries from the book for good, even while it is served. */
export const removeCommand = withHelp(USAGE, async (ids, terminal, environment) => {
  const [bad] = ids.filter((id) => !isId(id))
  if (ids.length === 0 || bad !== undefined) {
    const got = bad === undefined ? 'none was given' : `${JSON.stringify(bad)} is not one`
    throw new BadUsage(`Which entry? An id looks like 1732312345678-0, but ${got}.\n\n${USAGE}`)
  }
  return withBookBeside(readConfiguration(environment), (beside) => removeAll(ids, { beside, terminal }))
})
