import { removeCommand } from './commands/entries/remove-command.ts'
import { run } from './commands/run.ts'

/** `npm run remove -- <id> …` removes entries from the book for good, even while it is served. */
await run(removeCommand)
