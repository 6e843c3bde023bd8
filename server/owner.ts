import { ownerCommand } from './commands/owner/owner-command.ts'

/** `npm run owner` lets somebody look after the book, even while it is served. It prints to the terminal, never into the log. */
process.exitCode = await ownerCommand(process.argv.slice(2), {
  environment: process.env,
  print: (text) => console.log(text),
  complain: (text) => console.error(text),
  isTerminal: process.stdout.isTTY,
})
