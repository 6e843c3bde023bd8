import { watch } from 'node:fs'
import { join } from 'node:path'
import { build, isBuilt } from './build.js'

/** Editors save in several steps: changes within this time cause one build. In milliseconds. */
const BURST = 80

/**
 * `npm run dev`: runs the server. When a file in server/ or web/ changes, builds and restarts it. If the build fails, shows the
 * reason and keeps the running server.
 * @typedef {() => ReturnType<typeof import('./processes.js').start>} StartServer
 * @param {{ root: string, node: string, startServer: StartServer, say: (line: string) => void }} options
 * @returns {Promise<never>}
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
