import { entriesCommand } from './commands/entries/entries-command.ts'
import { run } from './commands/run.ts'

/** `npm run entries -- <command>` keeps the book as its owner does, even while it is served. */
await run(entriesCommand)
