import { createServer } from 'node:net'
import { Problem } from './problem.js'

/** Where the guestbook is served and where its metrics are, unless these variables say otherwise: as in the server. */
const DEFAULT_PORTS = { PORT: 8080, METRICS_PORT: 9464 }

/**
 * @typedef {object} Address
 * @property {keyof typeof DEFAULT_PORTS} variable the setting that its port comes from
 * @property {string} host where to ask, and what to open in a browser
 * @property {number} port
 * @property {readonly string[]} listensOn
 */

/**
 * Where the server will be reached from this machine, by the same variables and defaults as its own.
 * @param {NodeJS.ProcessEnv} environment
 * @param {keyof typeof DEFAULT_PORTS} [variable] which of its two ports is meant
 * @returns {Address | undefined} undefined where the system chooses the port, or where the variable is no port: the server says what is wrong with it
 */
export function addressOf(environment, variable = 'PORT') {
  const { HOST: host = '', [variable]: text = '' } = environment
  const port = text === '' ? DEFAULT_PORTS[variable] : Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65535) return undefined
  if (host === '' || host === 'localhost') return { variable, host: 'localhost', port, listensOn: ['127.0.0.1', '::1'] }
  if (host === '0.0.0.0' || host === '::') return { variable, host: 'localhost', port, listensOn: [host] }
  return { variable, host: host.includes(':') ? `[${host}]` : host, port, listensOn: [host] }
}

/**
 * Throws a {@link Problem} where something else listens there, or this user may not: found out before anything is installed.
 * @param {Address} address
 */
export async function ensureFree({ port, listensOn, variable }) {
  for (const host of listensOn) {
    const code = await tryToListen(host, port)
    if (code === 'EADDRINUSE') {
      throw new Problem(
        `Port ${port} is in use, perhaps by a guestbook that runs already. Stop it, or start a second one with a book and ports of its own: ${freePorts(variable, port)} DATA_DIR=./data-2 npm start`,
      )
    }
    if (code === 'EACCES')
      throw new Problem(
        `Port ${port} is reserved for the system. Choose another: ${variable}=${DEFAULT_PORTS[variable]} npm start`,
      )
  }
}

/**
 * @param {keyof typeof DEFAULT_PORTS} variable of a port that is taken
 * @param {number} port
 * @returns {string} two ports for a second guestbook, as settings
 */
export function freePorts(variable, port) {
  const after = (/** @type {number} */ taken) => (taken < 65535 ? taken + 1 : 1024)
  const next = {
    PORT: after(DEFAULT_PORTS.PORT),
    METRICS_PORT: after(DEFAULT_PORTS.METRICS_PORT),
    [variable]: after(port),
  }
  const metricsPort = next.METRICS_PORT === next.PORT ? after(next.PORT) : next.METRICS_PORT
  return `PORT=${next.PORT} METRICS_PORT=${metricsPort}`
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
