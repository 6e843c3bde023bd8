import { fileURLToPath } from 'node:url'
import { Problem } from './problem.js'

/**
 * Runs one of the two commands in this checkout and sets the process' exit code.
 * A {@link Problem} is told in its own words; anything else is a defect and shows its stack.
 * @param {'start' | 'test'} name
 */
export async function runCommand(name) {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const options = { root, args: process.argv.slice(2), environment: process.env, say: console.log }
  try {
    process.exitCode = await load(name).then((command) => command(options))
  } catch (error) {
    console.error(error instanceof Problem ? error.message : error)
    process.exitCode = 1
  }
}

/**
 * Loads what the command needs, and no more: a start must not wait for what only tests use.
 * @param {'start' | 'test'} name
 * @returns {Promise<(options: Command) => Promise<number>>} resolves to the exit code
 */
async function load(name) {
  if (name === 'start') return (await import('./start.js')).start
  return (await import('./test.js')).test
}

/**
 * @typedef {object} Command
 * @property {string} root the checkout
 * @property {readonly string[]} args what follows the command's name
 * @property {NodeJS.ProcessEnv} environment
 * @property {(line: string) => void} say tells the person at the terminal
 */
