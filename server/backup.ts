import { backUpToFile, backUpToStream } from './commands/backup/back-up.ts'
import { isDirectory } from './commands/backup/is-directory.ts'
import { describeLocation } from './commands/copy/book-location.ts'
import { BadUsage, run, withHelp } from './commands/run.ts'
import { readConfiguration } from './configuration/configuration.ts'

const USAGE = `Usage: npm run backup -- <file>
       (in a container: node server/backup.ts > <file>)

Writes the whole book to a file, even while it is served.`

/** `npm run backup -- <file>` writes the book to a file or, without npm, to the standard output. */
await run(
  withHelp(USAGE, async ([file, ...more], terminal, environment) => {
    // npm writes to the standard output too.
    const isPiped = !process.stdout.isTTY && environment.npm_lifecycle_event === undefined
    if (more.length > 0 || file?.startsWith('-') || (file === undefined && !isPiped)) {
      throw new BadUsage(
        `${file === undefined ? 'Where to? The name of a file is missing.' : 'One file is expected.'}\n\n${USAGE}`,
      )
    }
    if (file !== undefined && isDirectory(file)) throw new BadUsage(`${file} is a directory. Name a file in it.`)
    const { book } = readConfiguration(environment)
    if (file === undefined) {
      await backUpToStream(book, process.stdout)
    } else {
      await backUpToFile(book, file)
      terminal.say(`Wrote the book in ${describeLocation(book)} to ${file}.`)
    }
    return 0
  }),
)
