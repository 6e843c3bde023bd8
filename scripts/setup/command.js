import { join } from 'node:path'
import { install } from './prepare.js'
import { LIFELINE, start } from './processes.js'

/** What the owner of a book runs, such as `npm run backup`. Each is a file in server/. */
const COMMANDS = ['backup', 'copy', 'entries', 'owner', 'remove', 'restore']

/** @param {string | undefined} name @returns {name is string} */
export function isCommand(name) {
  return name !== undefined && COMMANDS.includes(name)
}

/**
 * Runs a command of the owner, which needs packages, but no build. Returns its exit code.
 * @type {(name: string, command: import('./launch.js').Command) => Promise<number>}
 */
export async function runCommand(name, { root, args, environment }) {
  // The standard output is the command's own.
  const node = await install({ root, environment, say: console.error })
  const program = ['--import', LIFELINE, join('server', `${name}.ts`), ...args]
  return (await start(node, program, { cwd: root, env: environment, input: 'inherit' }).ended).code
}
