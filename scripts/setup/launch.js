import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isCommand, runCommand } from './command.js'
import { prepare } from './prepare.js'
import { endTogether, LIFELINE, Problem, start } from './processes.js'
import { runServer } from './start.js'

/** @typedef {{ root: string, args: readonly string[], environment: NodeJS.ProcessEnv, say: (line: string) => void }} Command */

/** Runs `start`, `test` or a command of the owner, and sets this process's exit code. @type {(name: string | undefined, args: readonly string[]) => Promise<void>} */
export async function launch(name, args) {
  endTogether()
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const environment = { ...process.env }
  // A checkout needs its development packages and keeps its book in data/, even if the machine sets NODE_ENV.
  delete environment.NODE_ENV
  try {
    const command = { root, args, environment, say: console.log }
    if (isCommand(name)) process.exitCode = await runCommand(name, command)
    else process.exitCode = await (name === 'test' ? runTests(command) : runServer(command))
  } catch (error) {
    console.error(error instanceof Problem ? error.message : error)
    process.exitCode = 1
  }
}

/** `npm test`: prepares the checkout and runs test/run/. Returns its exit code. @param {Command} command */
async function runTests({ root, args, environment, say }) {
  const node = await prepare({ root, environment, say })
  const PATH = [dirname(node), join(root, 'node_modules/.bin'), environment.PATH].join(delimiter)
  const program = ['--import', LIFELINE, 'test/run/main.ts', ...args]
  return (await start(node, program, { cwd: root, env: { ...environment, PATH } }).ended).code
}
