import { createReadStream, existsSync } from 'node:fs'
import { isDirectory } from './commands/backup/is-directory.ts'
import { restore } from './commands/backup/restore.ts'
import { describeLocation } from './commands/copy/book-location.ts'
import { count } from './commands/copy/describe-counts.ts'
import { BadUsage, run, withHelp } from './commands/run.ts'
import { readConfiguration } from './configuration/configuration.ts'

const USAGE = `Usage: npm run restore -- <file>
       (in a container: node server/restore.ts < <file>)

Puts a backup in the place of the book. Stop the guestbook first. The book that is
there now is kept under another name.`

/** `npm run restore -- <file>` puts a backup, from a file or the standard input, in the place of the book. */
await run(
  withHelp(USAGE, async ([file, ...more], terminal, environment) => {
    if (more.length > 0 || file?.startsWith('-') || (file === undefined && process.stdin.isTTY)) {
      throw new BadUsage(
        `${file === undefined ? 'Which backup? The name of a file is missing.' : 'One file is expected.'}\n\n${USAGE}`,
      )
    }
    if (file !== undefined && !existsSync(file)) throw new BadUsage(`There is no file ${file}.`)
    if (file !== undefined && isDirectory(file)) throw new BadUsage(`${file} is a directory. Name the backup in it.`)
    const { book } = readConfiguration(environment)
    const { entries, kept } = await restore(book, file === undefined ? process.stdin : createReadStream(file))
    if (kept !== undefined) terminal.say(`The book that was there is kept: ${kept}`)
    terminal.say(
      `The book in ${describeLocation(book)} now has ${count(entries, 'entry', 'entries')}, and everybody signs in anew.`,
    )
    return 0
  }),
)
