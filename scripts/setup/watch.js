import { watch } from 'node:fs'
import { join } from 'node:path'
import { build, isBuilt } from './build.js'
import { onRequestToEnd } from './server.js'

/**
 * `npm run dev`: serves the guestbook, and whenever a file in server/ or web/ changes builds what has to be built and starts it anew.
 * A build that fails is told, and the server that runs stays.
 * @param {{ root: string, node: string, startServer: () => import('./server.js').Server, say: (line: string) => void }} options
 * @returns {Promise<number>} the server's exit code, once a signal has ended it
 */
export async function startAndWatch({ root, node, startServer, say }) {
  const ending = new AbortController()
  let code = 0
  let server = startServer()
  const stopListening = onRequestToEnd((signal) => {
    ending.abort()
    server.signal(signal)
  })
  say('Watching server/ and web/ for changes.')
  try {
    for await (const _ of changes(
      ['server', 'web'].map((folder) => join(root, folder)),
      ending.signal,
    )) {
      if (!(await rebuild(root, node, say))) continue
      server.signal('SIGTERM')
      await server.ended
      if (!ending.signal.aborted) server = startServer()
    }
    code = await server.ended
  } finally {
    stopListening()
  }
  return code
}

/**
 * @param {string} root
 * @param {string} node
 * @param {(line: string) => void} say
 * @returns {Promise<boolean>} false where it failed
 */
async function rebuild(root, node, say) {
  if (isBuilt(root)) return true
  try {
    await build(root, node)
    return true
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    return false
  }
}

/**
 * One item for each burst of changes, until `signal` aborts.
 * @param {readonly string[]} folders
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<void, void, void>}
 */
async function* changes(folders, signal) {
  let wake = () => {}
  let changed = false
  const note = () => {
    changed = true
    wake()
  }
  const watchers = folders.map((folder) => watch(folder, { recursive: true }, note))
  signal.addEventListener('abort', () => wake(), { once: true })
  try {
    while (!signal.aborted) {
      if (!changed) await new Promise((resolve) => (wake = () => resolve(undefined)))
      if (signal.aborted) return
      // An editor writes in several steps: what follows within this time belongs to the same change.
      await new Promise((resolve) => setTimeout(resolve, 80))
      changed = false
      yield
    }
  } finally {
    for (const watcher of watchers) watcher.close()
  }
}
