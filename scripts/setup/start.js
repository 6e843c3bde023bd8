import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { prepare } from './prepare.js'
import { LIFELINE, Problem, ROOT, start } from './processes.js'
import { serveAndWatch } from './watch.js'

/** How `npm start` runs Node, unless the machine says otherwise. @param {string} root */
export function runtimeVariables(root) {
  return {
    // The server sets its compile cache itself, but only after its first file is loaded.
    NODE_COMPILE_CACHE: join(root, 'dist/compiled'),
    // See the Dockerfile.
    NODE_OPTIONS: '--max-semi-space-size=8',
    MALLOC_ARENA_MAX: '2',
  }
}

/** `npm start`: prepares the checkout and runs the server. Returns its exit code. @param {readonly string[]} args */
export async function runServer(args) {
  const unknown = args.find((argument) => argument !== '--watch')
  if (unknown !== undefined) {
    throw new Problem(
      `npm start takes only the argument --watch, got "${unknown}". Put settings before it, as in PORT=8081 npm start.`,
    )
  }
  // A port in use is reported before a long install; otherwise by the server.
  const node = await prepare({ checkFirst: ensurePortsAreFree })
  // No request log in a terminal.
  const quiet = process.stdout.isTTY ? { LOG_LEVEL: 'warn' } : {}
  const env = { ...runtimeVariables(ROOT), ...quiet, ...process.env }
  let isFirst = true
  const onMessage = (/** @type {{ port: number }} */ { port }) => {
    console.log(`The guestbook is at http://${hostOf(process.env)}:${port}`)
    // A link for the first owner, unless the book has one. Elsewhere than at a terminal it would end up in a log.
    if (isFirst && process.stdout.isTTY) {
      start(node, ['server/owner.ts', '--only-first'], { env: { ...env, PORT: `${port}` } })
    }
    isFirst = false
  }
  const startServer = () => start(node, ['--import', LIFELINE, 'dist/main.js'], { env, onMessage })
  return args.includes('--watch') ? serveAndWatch(node, startServer) : (await startServer().ended).code
}

/** @param {NodeJS.ProcessEnv} environment */
function hostOf({ HOST = '' }) {
  if (['', '0.0.0.0', '::'].includes(HOST)) return 'localhost'
  return HOST.includes(':') ? `[${HOST}]` : HOST
}

async function ensurePortsAreFree() {
  const { HOST, PORT, METRICS_PORT } = process.env
  const ports = { PORT: PORT || '8080', METRICS_PORT: METRICS_PORT || '9464' }
  for (const [variable, port] of Object.entries(ports)) {
    const server = createServer()
    try {
      await once(server.listen({ host: HOST || 'localhost', port: Number(port), exclusive: true }), 'listening')
    } catch (error) {
      throw new Problem(
        `The guestbook cannot use ${variable}=${port} (${/** @type {Error} */ (error).message}). Choose another port, ` +
          'as in PORT=8081 METRICS_PORT=9465 npm start. A second guestbook also needs its own DATA_DIR, such as ./data-2.',
      )
    } finally {
      server.close()
    }
  }
}
