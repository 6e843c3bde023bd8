import { readConfiguration } from '../../configuration/configuration.ts'
import { withBookBeside } from '../book-beside.ts'
import type { Command } from '../run.ts'
import { decideAll, markAll, reply } from './change-entries.ts'
import type { CommandParts } from './command-parts.ts'
import { gate } from './gate.ts'
import { list } from './list-entries.ts'
import { type EntriesCommand, parseEntriesCommand } from './parse-entries.ts'
import { removeAll } from './remove-entries.ts'
import { ownerName, words } from './settings.ts'
import { showLog } from './show-log.ts'
import { USAGE } from './usage.ts'

/** Keeps the book as its owner does, even while it is served. */
export const entriesCommand: Command = async (args, terminal, environment) => {
  const command = parseEntriesCommand(args)
  if (command.kind === 'help') {
    terminal.say(USAGE)
    return 0
  }
  return withBookBeside(readConfiguration(environment), (beside) => perform(command, { beside, terminal }))
}

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
