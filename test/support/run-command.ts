import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface CommandResult {
  readonly code: number
  /** What it wrote, to either stream. */
  readonly output: string
}

/**
 * Runs one of the owner's commands, such as `server/remove.ts`, as `npm run` does. Of this process' environment it inherits only PATH, and what
 * Node has compiled before.
 */
export function runCommand(
  program: string,
  environment: Readonly<Record<string, string>>,
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

/** Runs `npm run owner`. */
export function runOwner(
  environment: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<CommandResult> {
  return runCommand('server/owner.ts', environment, ...args)
}
