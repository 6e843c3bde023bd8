import { createServer } from 'node:net'
import { Problem } from './problem.js'

/**
 * @typedef {object} Address
 * @property {string} host where to ask, and what to open in a browser
 * @property {number} port
 * @property {readonly string[]} listensOn
 */

/**
 * Where the server will be reached from this machine, by the same variables and defaults as its own.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Address | undefined} undefined where the system chooses the port, or where PORT is no port: the server says what is wrong with it
 */
export function addressOf({ HOST: host = '', PORT: text = '' }) {
  const port = text === '' ? 8080 : Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65535) return undefined
  if (host === '' || host === 'localhost') return { host: 'localhost', port, listensOn: ['127.0.0.1', '::1'] }
  if (host === '0.0.0.0' || host === '::') return { host: 'localhost', port, listensOn: [host] }
  return { host: host.includes(':') ? `[${host}]` : host, port, listensOn: [host] }
}

/**
 * Throws a {@link Problem} where something else listens there, or this user may not: found out before anything is installed.
 * @param {Address} address
 */
export async function ensureFree({ port, listensOn }) {
  for (const host of listensOn) {
    const code = await tryToListen(host, port)
    if (code === 'EADDRINUSE') {
      throw new Problem(
        `Port ${port} is in use, perhaps by a guestbook that runs already. Stop it, or start a second one with a book and ports of its own: PORT=${port === 65535 ? 8080 : port + 1} METRICS_PORT=9465 DATA_DIR=./data-2 npm start`,
      )
    }
    if (code === 'EACCES')
      throw new Problem(`Port ${port} is reserved for the system. Choose another: PORT=8080 npm start`)
  }
}

/**
 * @param {string} host
 * @param {number} port
 * @returns {Promise<string | undefined>} the code of the error
 */
function tryToListen(host, port) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve(/** @type {NodeJS.ErrnoException} */ (error).code))
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)))
  })
}
