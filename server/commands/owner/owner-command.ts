import { readConfiguration } from '../../configuration/configuration.ts'
import { explainStop } from '../../operations/explain-stop.ts'
import type { Environment } from '../run.ts'
import { readArguments } from './arguments.ts'
import { runOwnerCommand } from './keep-people.ts'

/** Where the command prints, and the variables that name the book. */
interface OwnerCommandParts {
  readonly environment: Environment
  readonly print: (text: string) => void
  readonly complain: (text: unknown) => void
  /** True if what it prints is seen at once: it may then have colours. */
  readonly isTerminal: boolean
}

/** Lets somebody look after the book, even while it is served. Resolves to the exit code. */
export async function ownerCommand(
  args: readonly string[],
  { environment, print, complain, isTerminal }: OwnerCommandParts,
): Promise<number> {
  try {
    const command = readArguments(args)
    if (command.kind !== 'usage') {
      return await runOwnerCommand(command, { configuration: readConfiguration(environment), print, isTerminal })
    }
    const say = command.problem === undefined ? print : complain
    say(command.text)
    return command.problem === undefined ? 0 : 2
  } catch (error) {
    complain(explainStop(error))
    return 1
  }
}
