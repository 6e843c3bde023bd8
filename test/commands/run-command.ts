import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface CommandResult {
  readonly code: number
  /** What it wrote, to either stream. */
  readonly output: string
}

/** Runs one of the owner's commands, such as `server/remove.ts`, as `npm run` does. It inherits nothing but PATH. */
export function runCommand(
  program: string,
  environment: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const options = { cwd: ROOT, env: { PATH: process.env.PATH, ...environment } }
    execFile(process.execPath, [program, ...args], options, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
    )
  })
}
