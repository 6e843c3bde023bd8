import { execFile } from 'node:child_process'
import { Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { ownerCommand } from '../../server/commands/owner/owner-command.ts'
import { type Command, exitCodeOf } from '../../server/commands/run.ts'
import { createTerminal } from '../../server/commands/terminal.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface CommandResult {
  readonly code: number
  /** What it wrote, to either stream. */
  readonly output: string
}

type Variables = Readonly<Record<string, string>>

/**
 * Runs one of the owner's commands, such as `server/remove.ts`, as `npm run` does. Of this process' environment it inherits only PATH, and what
 * Node has compiled before.
 */
export function runCommand(
  program: string,
  environment: Variables,
  ...args: readonly string[]
): Promise<CommandResult> {
  const { PATH, NODE_COMPILE_CACHE } = process.env
  return new Promise((resolve) => {
    const options = { cwd: ROOT, env: { PATH, NODE_COMPILE_CACHE, ...environment } }
    execFile(process.execPath, [program, ...args], options, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
    )
  })
}

/** Does what a command does, without a process of its own: many tests call it, and it starts in no time. */
export async function callCommand(
  command: Command,
  environment: Variables,
  ...args: readonly string[]
): Promise<CommandResult> {
  const [stdout, stderr] = [new Text(), new Text()]
  const terminal = createTerminal({ stdout, stderr })
  const code = await exitCodeOf(command, args, terminal, environment)
  return { code, output: stdout.text + stderr.text }
}

/** Does what `npm run owner` does, without a process of its own. */
export async function runOwner(environment: Variables, ...args: readonly string[]): Promise<CommandResult> {
  let output = ''
  const print = (text: unknown) => {
    output += `${text}\n`
  }
  const code = await ownerCommand(args, { environment, print, complain: print, isTerminal: false })
  return { code, output }
}

class Text extends Writable {
  text = ''

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString()
    done()
  }
}
