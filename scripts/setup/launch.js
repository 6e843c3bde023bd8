import { fileURLToPath } from 'node:url'
import { Problem } from './problem.js'
import { endTogether } from './processes.js'

/**
 * @typedef {object} Command
 * @property {string} root the checkout
 * @property {readonly string[]} args
 * @property {NodeJS.ProcessEnv} environment
 * @property {(line: string) => void} say tells the person at the terminal
 */

/**
 * Runs a command in this checkout and sets the exit code of this process.
 * @param {string | undefined} name `start` or `test`
 * @param {readonly string[]} args
 */
export async function launch(name, args) {
  endTogether()
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const environment = { ...process.env }
  // A checkout needs its development packages and keeps its book in data/, whatever the machine sets for other programs.
  delete environment.NODE_ENV
  try {
    const commands = name === 'test' ? await import('./test.js') : await import('./start.js')
    process.exitCode = await commands.run({ root, args, environment, say: console.log })
  } catch (error) {
    console.error(error instanceof Problem ? error.message : error)
    process.exitCode = 1
  }
}
