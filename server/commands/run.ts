import { explainStop } from '../operations/explain-stop.ts'
import { createTerminal, type Terminal } from './terminal.ts'

/** A command was called in a way that it does not understand. The message says how to call it. */
export class BadUsage extends Error {
  override readonly name = 'BadUsage'
}

/** Variables as a process has them, such as DATA_DIR. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Does the work of a command. Resolves to its exit code. */
export type Command = (args: readonly string[], terminal: Terminal, environment: Environment) => Promise<number>

/** Runs a command as this process, and sets its exit code. */
export async function run(command: Command): Promise<void> {
  const terminal = createTerminal(process)
  const withWholeOutput: Command = async (...parts) => {
    const code = await command(...parts)
    process.once('exit', () => {
      if (terminal.failure) process.exitCode = explain(terminal.failure, terminal)
    })
    return code
  }
  process.exitCode = await exitCodeOf(withWholeOutput, process.argv.slice(2), terminal, process.env)
}

/** Runs a command. Resolves to its exit code: what it returns, 1 if it fails, 2 if it was called wrongly. Why is said on the terminal. */
export async function exitCodeOf(command: Command, ...parts: Parameters<Command>): Promise<number> {
  try {
    return await command(...parts)
  } catch (error) {
    const [, terminal] = parts
    return explain(error, terminal)
  }
}

/** The same command, but says how to call it if that is asked for. */
export function withHelp(usage: string, command: Command): Command {
  return async (args, terminal, environment) => {
    if (args[0] !== '--help' && args[0] !== '-h') return command(args, terminal, environment)
    terminal.say(usage)
    return 0
  }
}

/** @returns the exit code */
function explain(error: unknown, terminal: Terminal): number {
  const explained = error instanceof BadUsage ? error.message : explainStop(error)
  terminal.complain(explained instanceof Error ? (explained.stack ?? explained.message) : String(explained))
  return error instanceof BadUsage ? 2 : 1
}
