import { explainStop } from '../operations/explain-stop.ts'
import { createTerminal, type Terminal } from './terminal.ts'

/** A command was called in a way that it does not understand. The message says how to call it. */
export class BadUsage extends Error {
  override readonly name = 'BadUsage'
}

type Command = (args: readonly string[], terminal: Terminal) => Promise<number>

/** Runs a command and sets the exit code: what it returns, 1 if it fails, 2 if it was called wrongly. */
export async function run(command: Command): Promise<void> {
  const terminal = createTerminal(process)
  try {
    process.exitCode = await command(process.argv.slice(2), terminal)
    process.once('exit', () => terminal.failure && fail(terminal.failure, terminal))
  } catch (error) {
    fail(error, terminal)
  }
}

/** The same, but says how to call the command if that is asked for. */
export function runWithHelp(usage: string, command: Command): Promise<void> {
  return run(async (args, terminal) => {
    if (args[0] !== '--help' && args[0] !== '-h') return command(args, terminal)
    terminal.say(usage)
    return 0
  })
}

function fail(error: unknown, terminal: Terminal): void {
  const explained = error instanceof BadUsage ? error.message : explainStop(error)
  terminal.complain(explained instanceof Error ? (explained.stack ?? explained.message) : String(explained))
  process.exitCode = error instanceof BadUsage ? 2 : 1
}
