import { watch } from 'node:fs'
import { join } from 'node:path'
import { build, isBuilt } from './build.js'

/** An editor writes in several steps: changes within this time belong together. In milliseconds. */
const BURST = 80

/**
 * `npm run dev`: serves the guestbook. When a file in server/ or web/ changes, builds it and starts the server again; if the build
 * fails, shows why, and the server that runs stays.
 * @param {object} options
 * @param {string} options.root
 * @param {string} options.node
 * @param {() => ReturnType<typeof import('./processes.js').start>} options.startServer
 * @param {(line: string) => void} options.say
 * @returns {Promise<never>} it lasts until the process is asked to end
 */
export async function serveAndWatch({ root, node, startServer, say }) {
  let hasChanged = false
  let wake = () => {}
  const note = () => {
    hasChanged = true
    wake()
  }
  for (const folder of ['server', 'web']) watch(join(root, folder), { recursive: true }, note)
  say('Watching server/ and web/ for changes.')
  for (let server = startServer(); ; ) {
    if (!hasChanged) await new Promise((resolve) => (wake = () => resolve(undefined)))
    await new Promise((resolve) => setTimeout(resolve, BURST))
    hasChanged = false
    if (isBuilt(root)) continue
    try {
      await build(root, node)
    } catch (error) {
      say(error instanceof Error ? error.message : String(error))
      continue
    }
    server.signal('SIGTERM')
    await server.ended
    server = startServer()
  }
}
