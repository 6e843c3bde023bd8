import { readArguments } from './commands/owner/arguments.ts'
import { runOwnerCommand } from './commands/owner/keep-people.ts'
import { readConfiguration } from './configuration/configuration.ts'
import { explainStop } from './operations/explain-stop.ts'

/** `npm run owner` lets somebody look after the book, even while it is served. It prints to the terminal, never into the log. */
try {
  const command = readArguments(process.argv.slice(2))
  if (command.kind === 'usage') {
    const print = command.problem === undefined ? console.log : console.error
    print(command.text)
    process.exitCode = command.problem === undefined ? 0 : 2
  } else {
    process.exitCode = await runOwnerCommand(command, {
      configuration: readConfiguration(process.env),
      print: (text) => console.log(text),
      isTerminal: process.stdout.isTTY,
    })
  }
} catch (error) {
  console.error(explainStop(error))
  process.exitCode = 1
}
