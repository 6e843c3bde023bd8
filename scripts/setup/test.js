import { delimiter, dirname, join } from 'node:path'
import { prepare } from './prepare.js'
import { LIFELINE, start } from './processes.js'

/**
 * `npm test`: prepares the checkout if necessary. The rest is in test/run/.
 * @param {import('./launch.js').Command} command
 * @returns {Promise<number>} 0 if all is well
 */
export async function run({ root, args, environment, say }) {
  const node = await prepare({ root, environment, say })
  const PATH = [dirname(node), join(root, 'node_modules/.bin'), environment.PATH].join(delimiter)
  const program = ['--import', LIFELINE, 'test/run/main.ts', ...args]
  return (await start(node, program, { cwd: root, env: { ...environment, PATH } }).ended).code
}
