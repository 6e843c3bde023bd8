import { withBookBeside } from './commands/book-beside.ts'
import { decideAll, markAll, reply } from './commands/entries/change-entries.ts'
import type { CommandParts } from './commands/entries/command-parts.ts'
import { gate } from './commands/entries/gate.ts'
import { list } from './commands/entries/list-entries.ts'
import { type EntriesCommand, parseEntriesCommand } from './commands/entries/parse-entries.ts'
import { removeAll } from './commands/entries/remove-entries.ts'
import { ownerName, words } from './commands/entries/settings.ts'
import { showLog } from './commands/entries/show-log.ts'
import { USAGE } from './commands/entries/usage.ts'
import { run } from './commands/run.ts'
import { readConfiguration } from './configuration/configuration.ts'

/** `npm run entries -- <command>` keeps the book as its owner does, even while it is served. */
await run(async (args, terminal) => {
  const command = parseEntriesCommand(args)
  if (command.kind === 'help') {
    terminal.say(USAGE)
    return 0
  }
  return withBookBeside(readConfiguration(process.env), (beside) => perform(command, { beside, terminal }))
})

function perform(command: Exclude<EntriesCommand, { kind: 'help' }>, parts: CommandParts): Promise<number> {
  switch (command.kind) {
    case 'list':
      return list(command.name, command.slice, parts)
    case 'decide':
      return decideAll(command.ids, command.verdict, parts)
    case 'mark':
      return markAll(command.ids, command.mark, parts)
    case 'reply':
      return reply(command.id, command.text, parts)
    case 'remove':
      return removeAll(command.ids, parts, command.from)
    case 'gate':
      return gate(command.gate, parts)
    case 'words':
      return words(command.change, parts)
    case 'owner-name':
      return ownerName(command.name, parts)
    case 'log':
      return showLog(command.slice, parts)
  }
}
