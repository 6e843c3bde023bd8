import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Environment } from './server.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Runs the owner's command as `npm run owner` does. Of this process' environment it inherits only PATH. */
export function runOwner(environment: Environment, ...args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const options = { cwd: ROOT, env: { PATH: process.env.PATH, ...environment } }
    execFile(process.execPath, ['server/owner.ts', ...args], options, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
    )
  })
}
