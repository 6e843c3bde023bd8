import { join } from 'node:path'
import { addressOf, ensureFree } from './address.js'
import { prepare } from './prepare.js'
import { Problem } from './problem.js'
import { withPackages } from './runtime.js'
import { onRequestToEnd, Server } from './server.js'

/**
 * `npm start`: prepares the checkout where it has to, and serves the guestbook until it is asked to end.
 * @param {import('./command.js').Command} command with `--watch` it starts anew whenever a source changes
 * @returns {Promise<number>} the server's exit code
 */
export async function start({ root, args, environment, say }) {
  const unknown = args.find((argument) => argument !== '--watch')
  if (unknown !== undefined) {
    throw new Problem(
      `npm start knows no argument but --watch, got "${unknown}": settings stand in front of it, as in PORT=8081 npm start.`,
    )
  }
  const address = addressOf(environment)
  const addresses = [address, addressOf(environment, 'METRICS_PORT')].filter((one) => one !== undefined)
  for (const one of addresses) await ensureFree(one)
  const { node, changed } = await prepare(root, say)
  if (changed) for (const one of addresses) await ensureFree(one)
  const startServer = () => {
    const server = new Server(root, node, serverEnvironment(root, node, environment))
    server.announce(address, say)
    return server
  }

  if (args.includes('--watch')) {
    const { startAndWatch } = await import('./watch.js')
    return startAndWatch({ root, node, startServer, say })
  }
  const server = startServer()
  const stopListening = onRequestToEnd((signal) => server.signal(signal))
  return server.ended.finally(stopListening)
}

/**
 * The server's environment. At a terminal sits a person, to whom one line a request says nothing: unless LOG_LEVEL is set, they see
 * what needs attention. The program itself says where compiled code is kept; said here, that goes for its first file, too.
 * @param {string} root
 * @param {string} node
 * @param {NodeJS.ProcessEnv} environment
 */
function serverEnvironment(root, node, environment) {
  return {
    NODE_COMPILE_CACHE: join(root, 'dist', 'compiled'),
    // As in the image, where the reason is told.
    NODE_OPTIONS: '--max-semi-space-size=16',
    ...(process.stdout.isTTY ? { LOG_LEVEL: 'warn' } : {}),
    ...withPackages(root, node, environment),
  }
}
