import { delimiter, dirname, join } from 'node:path'
import { isCommand, runCommand } from './command.js'
import { prepare } from './prepare.js'
import { endTogether, LIFELINE, Problem, ROOT, start } from './processes.js'
import { runServer } from './start.js'

/** Runs `start`, `test` or a command of the owner, and sets this process's exit code. @type {(name: string | undefined, args: readonly string[]) => Promise<void>} */
export async function launch(name, args) {
  endTogether()
  // A checkout needs its development packages and keeps its book in data/, even if the machine sets NODE_ENV.
  delete process.env.NODE_ENV
  try {
    if (isCommand(name)) process.exitCode = await runCommand(name, args)
    else process.exitCode = await (name === 'test' ? runTests(args) : runServer(args))
  } catch (error) {
    console.error(error instanceof Problem ? error.message : error)
    process.exitCode = 1
  }
}

/** `npm test`: prepares the checkout and runs test/run/. Returns its exit code. @param {readonly string[]} args */
async function runTests(args) {
  const node = await prepare()
  const PATH = [dirname(node), join(ROOT, 'node_modules/.bin'), process.env.PATH].join(delimiter)
  return (
    await start(node, ['--import', LIFELINE, 'test/run/main.ts', ...args], { env: { ...process.env, PATH } }).ended
  ).code
}
