import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { prepare } from './prepare.js'
import { LIFELINE, Problem, start } from './processes.js'
import { serveAndWatch } from './watch.js'

/** `npm start`: prepares the checkout and runs the server. Returns its exit code. @param {import('./launch.js').Command} command */
export async function runServer({ root, args, environment, say }) {
  const unknown = args.find((argument) => argument !== '--watch')
  if (unknown !== undefined) {
    throw new Problem(
      `npm start takes only the argument --watch, got "${unknown}". Put settings before it, as in PORT=8081 npm start.`,
    )
  }
  // A port in use is reported before a long install; otherwise by the server.
  const node = await prepare({ root, environment, say }, () => ensurePortsAreFree(environment))
  const env = {
    // The server sets its compile cache itself, but only after its first file is loaded.
    NODE_COMPILE_CACHE: join(root, 'dist', 'compiled'),
    // See the Dockerfile.
    NODE_OPTIONS: '--max-semi-space-size=8',
    MALLOC_ARENA_MAX: '2',
    // No request log in a terminal.
    ...(process.stdout.isTTY ? { LOG_LEVEL: 'warn' } : {}),
    ...environment,
  }
  let isFirst = true
  const onMessage = (/** @type {{ port: number }} */ { port }) => {
    say(`The guestbook is at http://${hostOf(environment)}:${port}`)
    // A link for the first owner, unless the book has one. Elsewhere than at a terminal it would end up in a log.
    if (isFirst && process.stdout.isTTY) {
      start(node, ['server/owner.ts', '--only-first'], { cwd: root, env: { ...env, PORT: `${port}` } })
    }
    isFirst = false
  }
  const startServer = () => start(node, ['--import', LIFELINE, 'dist/main.js'], { cwd: root, env, onMessage })
  if (!args.includes('--watch')) return (await startServer().ended).code
  return serveAndWatch({ root, node, startServer, say })
}

/** @param {NodeJS.ProcessEnv} environment */
function hostOf({ HOST = '' }) {
  if (['', '0.0.0.0', '::'].includes(HOST)) return 'localhost'
  return HOST.includes(':') ? `[${HOST}]` : HOST
}

/** @param {NodeJS.ProcessEnv} environment */
async function ensurePortsAreFree({ HOST, PORT, METRICS_PORT }) {
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
