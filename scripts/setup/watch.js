import { EventEmitter, on } from 'node:events'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { build, isBuilt } from './build.js'
import { Problem, ROOT } from './processes.js'

/** Editors save in several steps: changes within this time cause one build. In milliseconds. */
const BURST = 80

/**
 * `npm run dev`: runs the server. When a file in server/ or web/ changes, builds and restarts it. If the build fails, shows the
 * reason and keeps the running server.
 * @type {(node: string, startServer: () => ReturnType<typeof import('./processes.js').start>) => Promise<undefined>}
 */
export async function serveAndWatch(node, startServer) {
  const source = new EventEmitter()
  /** @type {NodeJS.Timeout | undefined} */
  let burst
  const note = () => {
    clearTimeout(burst)
    burst = setTimeout(() => source.emit('change'), BURST)
  }
  for (const folder of ['server', 'web']) watch(join(ROOT, folder), { recursive: true }, note)
  console.log('Watching server/ and web/ for changes.')
  let server = startServer()
  for await (const _ of on(source, 'change')) {
    if (isBuilt()) continue
    try {
      await build(node)
    } catch (error) {
      console.log(error instanceof Problem ? error.message : error)
      continue
    }
    server.signal('SIGTERM')
    await server.ended
    server = startServer()
  }
}
