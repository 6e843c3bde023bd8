import type { BookBeside } from '../book-beside.ts'
import type { Terminal } from '../terminal.ts'

export interface CommandParts {
  readonly beside: BookBeside
  readonly terminal: Terminal
}

/** Who changes something, in the log of changes: anyone who can run a command is the owner. */
export const BY_COMMAND = 'command line'
