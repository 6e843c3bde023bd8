import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { isPrepared, prepare } from './prepare.js'
import { Problem } from './problem.js'
import { LIFELINE, start } from './processes.js'

/**
 * `npm start`: prepares the checkout if necessary and serves the guestbook until this process is asked to end.
 * @param {import('./launch.js').Command} command with `--watch` the server starts again whenever a source changes
 * @returns {Promise<number>} the exit code of the server
 */
export async function run({ root, args, environment, say }) {
  const unknown = args.find((argument) => argument !== '--watch')
  if (unknown !== undefined) {
    throw new Problem(
      `npm start knows no argument but --watch, got "${unknown}": settings stand in front of it, as in PORT=8081 npm start.`,
    )
  }
  // Later the server says so itself.
  if (!isPrepared(root)) await ensurePortsAreFree(environment)
  const node = await prepare({ root, environment, say })
  const env = {
    // The program itself says where compiled code is kept. This is for its first file.
    NODE_COMPILE_CACHE: join(root, 'dist', 'compiled'),
    // As in the image, where the reason is told.
    NODE_OPTIONS: '--max-semi-space-size=16',
    // To a person at a terminal one line a request says nothing.
    ...(process.stdout.isTTY ? { LOG_LEVEL: 'warn' } : {}),
    ...environment,
  }
  const onMessage = (/** @type {{ port: number }} */ { port }) =>
    say(`The guestbook is at http://${hostOf(environment)}:${port}`)
  const startServer = () => start(node, ['--import', LIFELINE, 'dist/main.js'], { cwd: root, env, onMessage })
  if (!args.includes('--watch')) return (await startServer().ended).code
  const { serveAndWatch } = await import('./watch.js')
  return serveAndWatch({ root, node, startServer, say })
}

/** @param {NodeJS.ProcessEnv} environment */
function hostOf({ HOST = '' }) {
  if (['', '0.0.0.0', '::'].includes(HOST)) return 'localhost'
  return HOST.includes(':') ? `[${HOST}]` : HOST
}

/**
 * Throws a {@link Problem} if the server could not listen: known before everything is installed.
 * @param {NodeJS.ProcessEnv} environment
 */
async function ensurePortsAreFree({ HOST, PORT, METRICS_PORT }) {
  const ports = { PORT: PORT || '8080', METRICS_PORT: METRICS_PORT || '9464' }
  for (const [variable, port] of Object.entries(ports)) {
    const server = createServer()
    try {
      await once(server.listen({ host: HOST || 'localhost', port: Number(port), exclusive: true }), 'listening')
    } catch (error) {
      throw new Problem(
        `The guestbook cannot use ${variable}=${port} (${/** @type {Error} */ (error).message}). Choose another, ` +
          'as in PORT=8081 METRICS_PORT=9465 npm start; a second guestbook also needs a book of its own, as in DATA_DIR=./data-2.',
      )
    } finally {
      server.close()
    }
  }
}
