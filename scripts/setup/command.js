import { join } from 'node:path'
import { prepare } from './prepare.js'
import { LIFELINE, start } from './processes.js'

/** What the owner of a book runs, such as `npm run backup`. Each is a file in server/. */
const COMMANDS = ['backup', 'copy', 'entries', 'owner', 'remove', 'restore']

/** @param {string | undefined} name @returns {name is string} */
export function isCommand(name) {
  return name !== undefined && COMMANDS.includes(name)
}

/** Runs a command of the owner. Returns its exit code. @type {(name: string, args: readonly string[]) => Promise<number>} */
export async function runCommand(name, args) {
  const node = await prepare({ needsBuild: false })
  const program = ['--import', LIFELINE, join('server', `${name}.ts`), ...args]
  return (await start(node, program, { input: 'inherit' }).ended).code
}
