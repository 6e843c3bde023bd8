import { EventEmitter, on } from 'node:events'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { build, isBuilt } from './build.js'

/** Editors save in several steps: changes within this time cause one build. In milliseconds. */
const BURST = 80

/**
 * `npm run dev`: runs the server. When a file in server/ or web/ changes, builds and restarts it. If the build fails, shows the
 * reason and keeps the running server.
 * @param {{ root: string, node: string, startServer: () => ReturnType<typeof import('./processes.js').start>, say: (line: string) => void }} options
 * @returns {Promise<undefined>}
 */
export async function serveAndWatch({ root, node, startServer, say }) {
  const source = new EventEmitter()
  /** @type {NodeJS.Timeout | undefined} */
  let burst
  const note = () => {
    clearTimeout(burst)
    burst = setTimeout(() => source.emit('change'), BURST)
  }
  for (const folder of ['server', 'web']) watch(join(root, folder), { recursive: true }, note)
  say('Watching server/ and web/ for changes.')
  let server = startServer()
  for await (const _ of on(source, 'change')) {
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
